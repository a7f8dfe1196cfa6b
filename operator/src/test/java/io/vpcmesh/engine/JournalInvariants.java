package io.vpcmesh.engine;

import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.deployment.Changes.Change;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.deployment.Rollout;
import io.vpcmesh.deployment.Verb;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What must hold from one journal of an endpoint to the next, whatever the world is like. */
final class JournalInvariants {

  final List<Violation> found = new ArrayList<>();

  void judge(
      EndpointKey key, Rollout<ServiceEndpointSpec> before, Rollout<ServiceEndpointSpec> now) {
    Stream.of(proven(before, now), oneWay(before, now), latched(before, now))
        .flatMap(Optional::stream)
        .map(violation -> new Violation(violation.invariant(), key + ": " + violation.what()))
        .forEach(found::add);
  }

  /** S28: nothing runs but what was brought in and found good; what runs is never changed else. */
  private static Optional<Violation> proven(
      Rollout<ServiceEndpointSpec> before, Rollout<ServiceEndpointSpec> now) {
    if (hash(before.running()).equals(hash(now.running()))) {
      return Optional.empty();
    }
    boolean target = hash(now.changes().change().map(Change::target)).equals(hash(now.running()));
    boolean good =
        now.deployment()
            .map(Deployment::phase)
            .filter(phase -> phase == Phase.FINALIZING || phase == Phase.COMPLETED)
            .isPresent();
    return target && good
        ? Optional.empty()
        : violated("S28", "runs without having been found good: " + now.deployment());
  }

  /** S30, S31: what was given up is taken back, and nothing else is; what is good stays. */
  private static Optional<Violation> oneWay(
      Rollout<ServiceEndpointSpec> before, Rollout<ServiceEndpointSpec> now) {
    if (!revision(before).equals(revision(now)) || revision(now).isEmpty()) {
      return Optional.empty();
    }
    Phase was = before.deployment().orElseThrow().phase();
    Phase is = now.deployment().orElseThrow().phase();
    boolean allowed =
        switch (was) {
          case TRIPPED -> is == Phase.TRIPPED || is == Phase.HALTED || is == Phase.ROLLING_BACK;
          case HALTED -> is == was || is == Phase.ROLLING_BACK || is == Phase.SUPERSEDED;
          case ROLLING_BACK, ROLLBACK_FAILED -> is.isBeingTakenBack() || is == Phase.SUPERSEDED;
          case FINALIZING -> is == was || is == Phase.COMPLETED;
          case COMPLETED, ROLLED_BACK, SUPERSEDED -> is == was;
          case PROVISIONING, PROGRESSING, BAKING -> !is.isBeingTakenBack();
          case PENDING, VALIDATING, REJECTED -> is != Phase.ROLLING_BACK;
        };
    return allowed ? Optional.empty() : violated("S30", was + " became " + is);
  }

  /** S32: what failed is not tried again before somebody asks. */
  private static Optional<Violation> latched(
      Rollout<ServiceEndpointSpec> before, Rollout<ServiceEndpointSpec> now) {
    if (revision(before).equals(revision(now))) {
      return Optional.empty();
    }
    boolean failed =
        now.deployment().filter(it -> before.quarantined(it.hash()).isPresent()).isPresent();
    boolean asked =
        Stream.of(Verb.RETRY, Verb.UNDO)
            .anyMatch(verb ->
                !Objects.equals(
                    before.changes().handled().get(verb), now.changes().handled().get(verb)));
    return failed && !asked
        ? violated("S32", "it failed and is tried again: " + now.deployment())
        : Optional.empty();
  }

  private static Optional<Long> revision(Rollout<ServiceEndpointSpec> rollout) {
    return rollout.deployment().map(Deployment::revision);
  }

  private static Optional<String> hash(Optional<Snapshot<ServiceEndpointSpec>> snapshot) {
    return snapshot.map(Snapshot::hash);
  }

  private static Optional<Violation> violated(String invariant, String why) {
    return Optional.of(new Violation(invariant, why));
  }
}
