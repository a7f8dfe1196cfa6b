package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import io.vpcmesh.firewall.DesiredGroup;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.firewall.apply.Admittance;
import io.vpcmesh.firewall.apply.ShownGroups;
import io.vpcmesh.model.SecurityGroupId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of the security groups of others that the instances of an endpoint carry. Nothing
 * of them is ever changed.
 */
final class ExistingGroups {

  /** How soon it is looked again for what was missing. */
  private static final Duration SOON = Duration.ofMinutes(1);

  final ImmutableSortedSet<SecurityGroupId> ids;
  private final Duration auditEvery;
  private Optional<ShownGroups> shown = Optional.empty();
  private Instant askedAt = Instant.EPOCH;

  /** Those that are not shown, and since when: one read may miss what is there. */
  private final Map<SecurityGroupId, Instant> unseenSince = new HashMap<>();

  /** Those of which AWS said that they are not there: empty pages do not say so. */
  private ImmutableSet<SecurityGroupId> gone = ImmutableSet.of();

  /**
   * What AWS told at one time.
   *
   * @param gone of which it said that they are not there
   */
  record Look(ShownGroups shown, ImmutableSet<SecurityGroupId> gone) {}

  /** Nobody has looked yet. */
  ExistingGroups(ImmutableSortedSet<SecurityGroupId> ids, Duration auditEvery) {
    this.ids = ids;
    this.auditEvery = auditEvery;
  }

  void read(Look look, Instant at) {
    ShownGroups groups = look.shown();
    shown = Optional.of(groups);
    gone = look.gone();
    askedAt = at;
    unseenSince.keySet().removeAll(groups.groups().keySet());
    notShown().forEach(id -> unseenSince.putIfAbsent(id, at));
  }

  private Stream<SecurityGroupId> notShown() {
    return shown.stream()
        .flatMap(groups -> Sets.difference(ids, groups.groups().keySet()).stream());
  }

  /** When to look, the first time or again. */
  Instant nextLook(DesiredGroup desired) {
    if (shown.isEmpty()) {
      return Instant.EPOCH;
    }
    boolean lacking =
        notShown().findAny().isPresent() || !admitted(desired, Admittance.NO).isEmpty();
    return askedAt.plus(lacking ? SOON : auditEvery);
  }

  boolean isUnread() {
    return shown.isEmpty();
  }

  /** Those that were not shown for a while: about them AWS is asked one by one. */
  ImmutableSet<SecurityGroupId> doubtful(Instant now) {
    return unseenSince.entrySet().stream()
        .filter(each -> !now.isBefore(each.getValue().plus(SOON)))
        .map(Map.Entry::getKey)
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Those that are not in AWS: reads that do not show them do not tell that. */
  ImmutableSortedSet<SecurityGroupId> missing() {
    return notShown()
        .filter(gone::contains)
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  /** What of all that shall be let in is let in that way, in words. */
  ImmutableList<String> admitted(DesiredGroup desired, Admittance how) {
    return shown.stream()
        .flatMap(groups ->
            desired.openings().entrySet().stream()
                .filter(each -> Admittance.of(each.getKey(), groups.ingress().values()).equals(how))
                .map(each -> spell(each.getKey(), each.getValue())))
        .collect(ImmutableList.toImmutableList());
  }

  private static String spell(Opening opening, ImmutableSortedSet<String> whose) {
    return "%s (%s)".formatted(opening, String.join(", ", whose));
  }
}
