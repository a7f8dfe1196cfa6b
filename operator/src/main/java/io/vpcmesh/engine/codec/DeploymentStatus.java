package io.vpcmesh.engine.codec;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.api.v1alpha1.BreakerState;
import io.vpcmesh.api.v1alpha1.BreakerStatus;
import io.vpcmesh.api.v1alpha1.Evidence;
import io.vpcmesh.api.v1alpha1.MeshDeploymentStatus;
import io.vpcmesh.deployment.Baseline;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Deployment.Remark;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.deployment.Verb;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a deployment came, in the spelling of the API. */
final class DeploymentStatus {

  private static final int LONGEST_REASON = 1_024;
  private static final int LONGEST_MESSAGE = 32_768;
  private static final int LONGEST_UNIT = 512;
  private static final int LONGEST_EVIDENCE = 4_096;
  private static final int MOST_ALARMS = 40;
  private static final int ALL = 1;

  private DeploymentStatus() {}

  static MeshDeploymentStatus of(Deployment deployment) {
    Optional<Remark> remark = deployment.remark().or(() -> held(deployment));
    return new MeshDeploymentStatus(
        deployment.phase().spelled(),
        isComplete(deployment) ? ALL : deployment.step(),
        isComplete(deployment) ? "1/1" : deployment.stepSummary(),
        remark.map(it -> Cut.to(LONGEST_REASON, it.reason())).orElse(null),
        remark.map(it -> Cut.to(LONGEST_MESSAGE, it.message())).orElse(null),
        time(deployment.begunAt()),
        time(deployment.phaseSince()),
        deployment.phase().isOver() ? time(deployment.phaseSince()) : null,
        breaker(deployment),
        deployment.evidence().stream()
            .map(DeploymentStatus::evidence)
            .collect(ImmutableList.toImmutableList()),
        deployment.baseline().map(Baseline::firing).map(ImmutableSet::asList).stream()
            .flatMap(ImmutableList::stream)
            .limit(MOST_ALARMS)
            .collect(ImmutableList.toImmutableList()));
  }

  /** A first deployment goes through no steps: it is there at once. */
  private static boolean isComplete(Deployment deployment) {
    return deployment.phase() == Phase.FINALIZING || deployment.phase() == Phase.COMPLETED;
  }

  private static Optional<Remark> held(Deployment deployment) {
    return deployment.held() && !deployment.phase().isOver()
        ? Optional.of(
            new Remark("Paused", "a person paused it; it goes on with " + Verb.PROMOTE.how()))
        : Optional.empty();
  }

  private static BreakerStatus breaker(Deployment deployment) {
    int failures = deployment.failureCount();
    Optional<Integer> threshold = deployment.threshold();
    return new BreakerStatus(
        state(deployment),
        failures,
        threshold.orElse(null),
        threshold.map(most -> failures + "/" + most).orElse(null),
        deployment.failures().entrySet().stream()
            .collect(
                ImmutableMap.toImmutableMap(
                    failure -> failure.getKey().spelled(), failure -> failure.getValue().size())));
  }

  private static @Nullable BreakerState state(Deployment deployment) {
    if (!deployment.policy().breaker().enabled()) {
      return BreakerState.DISABLED;
    }
    if (deployment.tripped().isPresent()) {
      return BreakerState.TRIGGERED;
    }
    return switch (deployment.phase()) {
      case FINALIZING, COMPLETED -> BreakerState.MONITORING_COMPLETE;
      case PENDING,
          VALIDATING,
          PROVISIONING,
          PROGRESSING,
          BAKING,
          TRIPPED,
          ROLLING_BACK,
          ROLLED_BACK,
          ROLLBACK_FAILED,
          HALTED ->
          BreakerState.MONITORING;
      case REJECTED, SUPERSEDED -> null;
    };
  }

  private static Evidence evidence(io.vpcmesh.deployment.Evidence seen) {
    return new Evidence(
        seen.cause().spelled(),
        Cut.to(LONGEST_UNIT, seen.unit()),
        Cut.to(LONGEST_EVIDENCE, seen.message()),
        time(seen.at()));
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
