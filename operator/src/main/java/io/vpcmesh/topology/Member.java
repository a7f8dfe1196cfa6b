package io.vpcmesh.topology;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.topology.EndpointView.Admission;
import java.util.Optional;

/**
 * An endpoint as those see it that it may call.
 *
 * @param leaving somebody asked for its deletion
 * @param labels of its namespace, as far as they are known
 */
record Member(
    MeshId mesh,
    Admission admission,
    boolean leaving,
    String namespace,
    Optional<ImmutableMap<String, String>> labels) {}
