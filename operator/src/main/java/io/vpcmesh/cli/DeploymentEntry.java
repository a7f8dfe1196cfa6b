package io.vpcmesh.cli;

import io.vpcmesh.api.v1alpha1.BreakerStatus;
import io.vpcmesh.api.v1alpha1.MeshDeploymentSpec;
import io.vpcmesh.api.v1alpha1.MeshDeploymentStatus;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * One deployment as it is recorded.
 *
 * @param key what changes
 */
record DeploymentEntry(Key key, String name, MeshDeploymentSpec spec, MeshDeploymentStatus status) {

  /** By what changes, in each namespace the meshes before the endpoints, and the oldest first. */
  static final Comparator<DeploymentEntry> ORDER =
      Comparator.comparing(DeploymentEntry::namespace)
          .thenComparing(entry -> entry.spec().targetRef().kind())
          .thenComparing(entry -> entry.spec().targetRef().name())
          .thenComparing(entry -> entry.spec().revision());

  /** As it was found; absent when it is of a kind that only a newer release knows. */
  static Optional<DeploymentEntry> found(
      String namespace, String name, MeshDeploymentSpec spec, MeshDeploymentStatus status) {
    String target = spec.targetRef().name();
    Optional<Key> key =
        switch (spec.targetRef().kind()) {
          case SERVICE_ENDPOINT -> Optional.of(EndpointKey.of(namespace, target));
          case SERVICE_MESH -> Optional.of(MeshId.of(namespace, target));
          case UNKNOWN -> Optional.empty();
        };
    return key.map(it -> new DeploymentEntry(it, name, spec, status));
  }

  String namespace() {
    return key.ref().namespace();
  }

  /** What changes, as it is written on the command line. */
  String target() {
    return key.argument();
  }

  /** The word for where it stands; empty when nothing was said yet. */
  String phase() {
    return Optional.ofNullable(status.phase()).orElse("");
  }

  /** Where it stands; absent when nothing was said yet, or a newer release said it. */
  Optional<Phase> stand() {
    return Phase.spelled(phase());
  }

  boolean isOver() {
    return stand().filter(Phase::isOver).isPresent();
  }

  String step() {
    return Optional.ofNullable(status.stepSummary()).orElse("");
  }

  String failures() {
    return Optional.ofNullable(status.breaker()).map(BreakerStatus::summary).orElse("");
  }

  String reason() {
    return Optional.ofNullable(status.reason()).orElse("");
  }

  Optional<String> message() {
    return Optional.ofNullable(status.message()).filter(text -> !text.isEmpty());
  }

  Optional<Instant> begun() {
    return Optional.ofNullable(status.begunAt()).map(Instant::parse);
  }
}
