package io.vpcmesh.cli;

import io.vpcmesh.api.v1alpha1.BreakerStatus;
import io.vpcmesh.api.v1alpha1.MeshDeploymentSpec;
import io.vpcmesh.api.v1alpha1.MeshDeploymentStatus;
import io.vpcmesh.deployment.Phase;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** One deployment as it is recorded. */
record DeploymentEntry(
    String namespace, String name, MeshDeploymentSpec spec, MeshDeploymentStatus status) {

  /** By what changes, the oldest first. */
  static final Comparator<DeploymentEntry> ORDER =
      Comparator.comparing(DeploymentEntry::target).thenComparing(entry -> entry.spec().revision());

  /** What changes, as it is written on the command line. */
  String target() {
    return namespace + "/" + spec.targetRef().name();
  }

  /** The word for where it stands; empty when nothing was said yet. */
  String phase() {
    return Optional.ofNullable(status.phase()).orElse("");
  }

  /** Where it stands; absent when nothing was said yet, or a newer release said it. */
  Optional<Phase> stand() {
    return Arrays.stream(Phase.values())
        .filter(phase -> phase.spelled().equals(status.phase()))
        .findFirst();
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
