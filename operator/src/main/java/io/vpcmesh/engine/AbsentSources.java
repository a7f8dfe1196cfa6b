package io.vpcmesh.engine;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.firewall.FirewallChange.Open;
import io.vpcmesh.firewall.FirewallDesired;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Security groups that shall be let in and that AWS does not have. EC2 refuses a call as a whole
 * for one of them, so they are left out for a while and all others are let in.
 *
 * @param patience with which they are tried again
 */
record AbsentSources(Failures patience) {

  private static final Pattern GROUP = Pattern.compile("sg-[0-9a-f]{8,17}");

  /** Those that an opening failed for; none when AWS does not say which. */
  ImmutableSet<SecurityGroupId> note(Open open, AwsFailure.Missing failure, Instant now) {
    ImmutableSet<SecurityGroupId> asked =
        open.openings().keySet().stream()
            .flatMap(AbsentSources::group)
            .collect(ImmutableSet.toImmutableSet());
    ImmutableSet<SecurityGroupId> absent =
        GROUP
            .matcher(failure.error().toString())
            .results()
            .map(found -> new SecurityGroupId(found.group()))
            .filter(asked::contains)
            .filter(id -> !open.group().equals(Optional.of(id)))
            .collect(ImmutableSet.toImmutableSet());
    absent.forEach(id -> patience.add(slot(id), failure, now));
    return absent;
  }

  /** What is wanted without those that are absent. */
  FirewallDesired without(FirewallDesired desired, Instant now) {
    return desired.without(opening -> isAbsent(opening, now));
  }

  /** What there is to say of those that were left out. */
  static Stream<Problem> problems(FirewallDesired desired) {
    return desired.leftOut().entrySet().stream()
        .map(each ->
            new Problem(
                Reason.SecurityGroupNotFound,
                "%s cannot be opened for %s: there is no such security group in AWS; name one that there is in spec.clients, or in spec.securityGroups.platform.sources of the mesh"
                    .formatted(each.getKey(), String.join(", ", each.getValue()))));
  }

  private boolean isAbsent(Opening opening, Instant now) {
    return group(opening).anyMatch(id -> patience.blocked(slot(id), now));
  }

  private static Stream<SecurityGroupId> group(Opening opening) {
    return opening.source() instanceof TrafficSource.Group(SecurityGroupId id)
        ? Stream.of(id)
        : Stream.empty();
  }

  private static String slot(SecurityGroupId id) {
    return "source " + id;
  }
}
