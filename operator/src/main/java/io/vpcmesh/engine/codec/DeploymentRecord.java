package io.vpcmesh.engine.codec;

import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.api.v1alpha1.MeshDeploymentSpec;
import io.vpcmesh.api.v1alpha1.MeshDeploymentStatus;
import java.util.Optional;

/**
 * What is told of one deployment beside its name.
 *
 * @param spec absent when nobody knows any more what was brought in
 */
public record DeploymentRecord(
    ImmutableSortedMap<String, String> labels,
    Optional<MeshDeploymentSpec> spec,
    MeshDeploymentStatus status) {

  /** On each record: the kind of what changes. */
  public static final String TARGET_KIND = "vpcmesh.io/target-kind";

  /** On each record: the name of what changes, cut to fit and told apart by a hash if it has to. */
  public static final String TARGET = "vpcmesh.io/target";

  /** On the record of a deployment from which there is no way back. */
  public static final String COMPLETED = "vpcmesh.io/completed";
}
