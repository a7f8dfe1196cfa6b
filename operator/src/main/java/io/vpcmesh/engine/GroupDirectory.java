package io.vpcmesh.engine;

import com.google.common.collect.BiMap;
import com.google.common.collect.HashBiMap;
import com.google.common.collect.HashMultimap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.SetMultimap;
import com.google.common.collect.Sets;
import io.vpcmesh.firewall.Identities;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.SecurityGroupId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What endpoints tell each other of their security groups: which one each has or is about to have,
 * and in which rules of ours it is named. Belongs to the loop.
 */
final class GroupDirectory implements Identities {

  private final BiMap<EndpointKey, SecurityGroupId> groups = HashBiMap.create();
  private final Map<EndpointKey, ImmutableSortedSet<SecurityGroupId>> existing = new HashMap<>();

  /** All that were ever said to be somebody's. */
  private final Set<SecurityGroupId> told = new HashSet<>();

  private final Set<EndpointKey> coming = new HashSet<>();
  private final SetMultimap<EndpointKey, SecurityGroupId> named = HashMultimap.create();
  private final SetMultimap<SecurityGroupId, EndpointKey> namedBy = HashMultimap.create();

  @Override
  public Optional<ImmutableSortedSet<SecurityGroupId>> groupsOf(EndpointKey endpoint) {
    Optional<SecurityGroupId> own = own(endpoint);
    ImmutableSortedSet<SecurityGroupId> others = existing.get(endpoint);
    if (others == null) {
      return own.map(ImmutableSortedSet::of);
    }
    return Optional.of(
        ImmutableSortedSet.<SecurityGroupId>naturalOrder()
            .addAll(others)
            .addAll(own.stream().iterator())
            .build());
  }

  @Override
  public boolean isSomebodys(SecurityGroupId group) {
    return told.contains(group);
  }

  private Optional<SecurityGroupId> own(EndpointKey endpoint) {
    return Optional.ofNullable(groups.get(endpoint));
  }

  private Optional<EndpointKey> ownerOf(SecurityGroupId group) {
    return Optional.ofNullable(groups.inverse().get(group));
  }

  /**
   * Notes which groups that are not ours the instances of an endpoint carry.
   *
   * @param others absent when it has one of ours
   * @return whether that is news for those who let it in
   */
  boolean carries(EndpointKey endpoint, Optional<ImmutableSortedSet<SecurityGroupId>> others) {
    others.ifPresent(told::addAll);
    ImmutableSortedSet<SecurityGroupId> before =
        others.isPresent()
            ? existing.put(endpoint, others.orElseThrow())
            : existing.remove(endpoint);
    return !Optional.ofNullable(before).equals(others);
  }

  /** Whether the endpoint has no group yet, and one is being made. */
  boolean isComing(EndpointKey endpoint) {
    return coming.contains(endpoint);
  }

  /**
   * Notes which group an endpoint has.
   *
   * @param comes whether one is being made
   * @return whether that is news for those who let it in
   */
  boolean publish(EndpointKey endpoint, Optional<SecurityGroupId> group, boolean comes) {
    boolean awaited = comes ? coming.add(endpoint) : coming.remove(endpoint);
    Optional<SecurityGroupId> before = own(endpoint);
    if (before.equals(group)) {
      return awaited && !comes;
    }
    if (group.isPresent()) {
      groups.forcePut(endpoint, group.orElseThrow());
      told.add(group.orElseThrow());
    } else {
      groups.remove(endpoint);
    }
    return true;
  }

  /**
   * Notes which groups the rules in the group of an endpoint name.
   *
   * @return the owners of those that no rule names any more
   */
  ImmutableSet<EndpointKey> names(EndpointKey endpoint, Set<SecurityGroupId> sources) {
    ImmutableSet<SecurityGroupId> before = ImmutableSet.copyOf(named.get(endpoint));
    if (before.equals(sources)) {
      return ImmutableSet.of();
    }
    named.replaceValues(endpoint, sources);
    sources.forEach(source -> namedBy.put(source, endpoint));
    ImmutableSet.Builder<EndpointKey> free = ImmutableSet.builder();
    for (SecurityGroupId dropped : Sets.difference(before, sources)) {
      namedBy.remove(dropped, endpoint);
      if (!namedBy.containsKey(dropped)) {
        ownerOf(dropped).ifPresent(free::add);
      }
    }
    return free.build();
  }

  /** The endpoint is gone; answers the owners of groups that no rule names any more. */
  ImmutableSet<EndpointKey> forget(EndpointKey endpoint) {
    groups.remove(endpoint);
    coming.remove(endpoint);
    existing.remove(endpoint);
    return names(endpoint, ImmutableSet.of());
  }

  /**
   * Those in whose groups a rule names the group: as long as there are any, it cannot go. That it
   * names itself does not matter.
   */
  ImmutableSet<EndpointKey> whoNames(SecurityGroupId group, EndpointKey owner) {
    return namedBy.get(group).stream()
        .filter(who -> !who.equals(owner))
        .collect(ImmutableSet.toImmutableSet());
  }
}
