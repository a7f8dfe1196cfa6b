package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.hash.Hashing;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.registry.RegistryChange;
import io.vpcmesh.registry.RegistryChange.DeregisterInstance;
import io.vpcmesh.registry.RegistryChange.Evidence;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides which instances of one endpoint may be taken out although nobody saw them go.
 *
 * @param synced whether all sources have delivered a first complete picture
 * @param allowance how many the budget has left
 * @param decidedAt when such a deletion was last decided: the same instances that vanish another
 *     time get another hash, so that an acknowledgement is used once
 * @param annotated the hash by which a person lets all of them go
 * @param acknowledged those that a person let go and that are still missing
 */
record AbsenceRules(
    boolean synced,
    int allowance,
    Membership membership,
    Instant decidedAt,
    Optional<String> annotated,
    ImmutableSet<InstanceId> acknowledged) {

  /** The plan as it may be carried out, and what a person let go so far. */
  record Ruling(EndpointPlan plan, ImmutableSet<InstanceId> acknowledged) {}

  Ruling on(EndpointPlan plan) {
    ImmutableList<DeregisterInstance> inferred = plan.inferred();
    if (inferred.isEmpty()) {
      return new Ruling(plan, stillMissing());
    }
    if (!synced) {
      return new Ruling(
          plan.with(inferred, ImmutableList.of()).waitingFor(firstPicture(inferred.size())),
          ImmutableSet.of());
    }
    ImmutableSet<InstanceId> released = released(inferred);
    ImmutableList<DeregisterInstance> rest = without(inferred, released);
    int free = isBlind() ? 0 : Math.min(allowance, rest.size());
    ImmutableList<DeregisterInstance> admitted =
        Stream.concat(
                inferred.stream()
                    .filter(change -> released.contains(change.instance()))
                    .map(AbsenceRules::acknowledge),
                rest.stream().limit(free))
            .collect(ImmutableList.toImmutableList());
    EndpointPlan ruled = plan.with(inferred, admitted);
    return new Ruling(
        rest.size() > free ? ruled.with(closed(rest.size() - free, hash(rest))) : ruled, released);
  }

  private ImmutableSet<InstanceId> stillMissing() {
    return acknowledged.stream()
        .filter(id -> membership.presence(id) == Membership.Presence.MISSING)
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Those that a person let go before or lets go now. */
  private ImmutableSet<InstanceId> released(ImmutableList<DeregisterInstance> inferred) {
    ImmutableSet<InstanceId> before = stillMissing();
    ImmutableList<DeregisterInstance> rest = without(inferred, before);
    return annotated.filter(hash(rest)::equals).isEmpty()
        ? before
        : Stream.concat(before.stream(), rest.stream().map(DeregisterInstance::instance))
            .collect(ImmutableSet.toImmutableSet());
  }

  /** A source that shows nothing at all has probably lost sight. */
  private boolean isBlind() {
    return membership.instances().isEmpty();
  }

  private Problem closed(int held, String hash) {
    String why =
        isBlind()
            ? "no instance is seen any more, %d are registered: nothing is taken away until one appears"
            : "%d more instances are not seen any more than may be taken away at once";
    return new Problem(
        Reason.DeletionGateClosed,
        (why + "; if that is right, annotate the endpoint with %s: %s")
            .formatted(held, EndpointPlan.ACKNOWLEDGE, hash));
  }

  private static String firstPicture(int held) {
    return "%d instances are not seen (yet): waiting for the first complete picture"
        .formatted(held);
  }

  private String hash(List<DeregisterInstance> deletions) {
    String slots =
        String.join("\n", deletions.stream().map(RegistryChange::slot).sorted().toList());
    return Hashing.sha256()
        .hashString(decidedAt + "\n" + slots, StandardCharsets.UTF_8)
        .toString()
        .substring(0, 10);
  }

  private static ImmutableList<DeregisterInstance> without(
      ImmutableList<DeregisterInstance> deletions, ImmutableSet<InstanceId> these) {
    return deletions.stream()
        .filter(change -> !these.contains(change.instance()))
        .collect(ImmutableList.toImmutableList());
  }

  private static DeregisterInstance acknowledge(DeregisterInstance change) {
    return new DeregisterInstance(
        change.service(), change.serviceId(), change.instance(), Evidence.POSITIVE);
  }
}
