package io.vpcmesh.engine;

import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Deployment.Remark;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.deployment.Rollout;
import java.util.Set;
import java.util.TreeSet;

/** The changes that were refused or given up in the course of a run, by what was written down. */
final class Setbacks {

  private final Set<String> all = new TreeSet<>();

  void noted(Object written) {
    switch (written) {
      case EndpointJournal journal -> noted("endpoint", journal.rollout());
      case MeshJournal journal -> noted("mesh", journal.rollout());
      default -> {}
    }
  }

  private void noted(String kind, Rollout<?> rollout) {
    rollout
        .deployment()
        .filter(it -> it.phase() == Phase.REJECTED || it.tripped().isPresent())
        .ifPresent(it ->
            all.add(
                "%s %s-%d %s %s"
                    .formatted(kind, it.hash(), it.revision(), it.phase().spelled(), why(it))));
  }

  private static String why(Deployment deployment) {
    return deployment
        .tripped()
        .map(trip -> trip.cause().spelled())
        .or(() -> deployment.remark().map(Remark::reason))
        .orElse("");
  }

  /** For example {@code endpoint 1a2b3-4 RolledBack AlarmFired}, once for each phase. */
  ImmutableSortedSet<String> all() {
    return ImmutableSortedSet.copyOf(all);
  }
}
