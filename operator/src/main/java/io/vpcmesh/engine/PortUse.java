package io.vpcmesh.engine;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.PortNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * On which ports clients may still reach instances. What was taken out is dialled until the DNS
 * answers that name it have expired.
 */
final class PortUse {

  private final Instant since;
  private final Map<InstanceId, ImmutableSet<PortNumber>> used = new HashMap<>();
  private final Map<PortNumber, Instant> leftAt = new HashMap<>();

  /**
   * @param since the start: what was in use before it is not known
   */
  PortUse(Instant since) {
    this.since = since;
  }

  /**
   * Looks at who is there.
   *
   * @param registered the ports of the instances that AWS has, or perhaps has: whoever looks them
   *     up calls there, wherever they listen
   */
  void look(
      Membership membership, Map<InstanceId, ImmutableSet<PortNumber>> registered, Instant now) {
    Sets.union(registered.keySet(), membership.instances().keySet())
        .forEach(id -> set(id, ports(membership, registered, id), now));
    Set<InstanceId> gone = new HashSet<>(used.keySet());
    gone.removeAll(registered.keySet());
    gone.removeAll(membership.instances().keySet());
    gone.forEach(id -> set(id, ImmutableSet.of(), now));
  }

  /** What nobody sees any more listens where it did. */
  private ImmutableSet<PortNumber> ports(
      Membership membership, Map<InstanceId, ImmutableSet<PortNumber>> registered, InstanceId id) {
    Instance seen = membership.instances().get(id);
    return ImmutableSet.<PortNumber>builder()
        .addAll(registered.getOrDefault(id, ImmutableSet.of()))
        .addAll(seen == null ? used.getOrDefault(id, ImmutableSet.of()) : seen.ports().values())
        .build();
  }

  private void set(InstanceId id, ImmutableSet<PortNumber> ports, Instant now) {
    ImmutableSet<PortNumber> before = used.getOrDefault(id, ImmutableSet.of());
    Sets.difference(before, ports).forEach(left -> leftAt.put(left, now));
    if (ports.isEmpty()) {
      used.remove(id);
    } else {
      used.put(id, ports);
    }
  }

  /** Those of these ports that are in use, or were so until a moment ago. */
  ImmutableSet<PortNumber> stillCalled(Set<PortNumber> open, Duration drain, Instant now) {
    return open.stream()
        .filter(port -> isUsed(port) || now.isBefore(freeAt(port, drain)))
        .collect(ImmutableSet.toImmutableSet());
  }

  /** When the next of these ports is free. */
  Optional<Instant> nextFree(Set<PortNumber> draining, Duration drain, Instant now) {
    return draining.stream()
        .filter(port -> !isUsed(port))
        .map(port -> freeAt(port, drain))
        .filter(at -> at.isAfter(now))
        .min(Instant::compareTo);
  }

  private boolean isUsed(PortNumber port) {
    return used.values().stream().anyMatch(ports -> ports.contains(port));
  }

  private Instant freeAt(PortNumber port, Duration drain) {
    return leftAt.getOrDefault(port, since).plus(drain);
  }
}
