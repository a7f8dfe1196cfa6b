package io.vpcmesh.registry.apply;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/** Decides what is written over the attributes that an instance has right now. */
interface AttributesGuard {

  ImmutableMap<String, String> merge(Map<String, String> desired, Map<String, String> present);
}
