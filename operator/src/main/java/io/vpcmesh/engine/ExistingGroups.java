package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
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
import java.util.Optional;

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

  /** Nobody has looked yet. */
  ExistingGroups(ImmutableSortedSet<SecurityGroupId> ids, Duration auditEvery) {
    this.ids = ids;
    this.auditEvery = auditEvery;
  }

  void read(ShownGroups groups, Instant at) {
    shown = Optional.of(groups);
    askedAt = at;
  }

  /** When to look, the first time or again. */
  Instant nextLook(DesiredGroup desired) {
    if (shown.isEmpty()) {
      return Instant.EPOCH;
    }
    boolean lacking = !missing().isEmpty() || !admitted(desired, Admittance.NO).isEmpty();
    return askedAt.plus(lacking ? SOON : auditEvery);
  }

  boolean isUnread() {
    return shown.isEmpty();
  }

  /** Those that are not in AWS, as far as was looked. */
  ImmutableSortedSet<SecurityGroupId> missing() {
    return shown
        .map(groups -> Sets.difference(ids, groups.groups().keySet()))
        .map(missing -> ImmutableSortedSet.copyOf(Comparator.naturalOrder(), missing))
        .orElseGet(ImmutableSortedSet::of);
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
