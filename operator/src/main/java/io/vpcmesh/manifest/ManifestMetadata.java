package io.vpcmesh.manifest;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.ObjectRef;

/** What people write under metadata; what a server adds there is passed over. */
public record ManifestMetadata(
    ObjectRef ref, ImmutableMap<String, String> labels, ImmutableMap<String, String> annotations) {}
