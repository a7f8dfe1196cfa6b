package io.vpcmesh.engine;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.SetMultimap;
import com.google.common.collect.Sets;
import io.vpcmesh.model.EndpointKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * In which order groups are best made when many are wanted: those first that complete an opening.
 * An opening needs the group itself and those of all callers, and openings are what AWS lets pass
 * slowest: made in any order, nearly all groups would have to be there before the first is opened.
 */
final class MakingOrder {

  private final Predicate<EndpointKey> coming;

  /** Which groups each opening lacks, whether they come or not. */
  private final SetMultimap<EndpointKey, EndpointKey> lacking = HashMultimap.create();

  private final SetMultimap<EndpointKey, EndpointKey> lackedBy = HashMultimap.create();

  /** Whose turn was told, and which it is. */
  private final Map<EndpointKey, Integer> turns = new HashMap<>();

  private int lastTurn;

  /** Openings by what they lacked when they were put here; it may be less or nothing by now. */
  private final Queue<Candidate> candidates =
      new PriorityQueue<>(
          Comparator.comparingInt(Candidate::lacks).thenComparing(Candidate::destination));

  private record Candidate(EndpointKey destination, int lacks) {}

  /**
   * Nobody wants a group yet.
   *
   * @param coming whether an endpoint has no group yet and is about to get one
   */
  MakingOrder(Predicate<EndpointKey> coming) {
    this.coming = coming;
  }

  /** The opening of the destination lacks the groups of these, its own perhaps among them. */
  void lacks(EndpointKey destination, ImmutableSet<EndpointKey> groups) {
    ImmutableSet<EndpointKey> before = ImmutableSet.copyOf(lacking.get(destination));
    if (before.equals(groups)) {
      return;
    }
    Sets.difference(before, groups).forEach(gone -> lackedBy.remove(gone, destination));
    groups.forEach(group -> lackedBy.put(group, destination));
    lacking.replaceValues(destination, groups);
    consider(destination);
  }

  /** The endpoint is about to get its group: openings that lack it can be completed now. */
  void comes(EndpointKey endpoint) {
    lackedBy.get(endpoint).forEach(this::consider);
  }

  /**
   * The endpoint has its group now.
   *
   * @return whose turn was told by that
   */
  ImmutableList<EndpointKey> made(EndpointKey endpoint) {
    turns.remove(endpoint);
    lackedBy
        .removeAll(endpoint)
        .forEach(destination -> {
          lacking.remove(destination, endpoint);
          consider(destination);
        });
    return next();
  }

  /** The endpoint has no turn any more, and opens no group. */
  void forget(EndpointKey endpoint) {
    lacks(endpoint, ImmutableSet.of());
    turns.remove(endpoint);
  }

  /** When it is the endpoint's turn: before all with a higher number and all without one. */
  Optional<Integer> turn(EndpointKey endpoint) {
    return Optional.ofNullable(turns.get(endpoint));
  }

  /** Tells those whose turn it is next: they complete the opening that lacks the fewest. */
  ImmutableList<EndpointKey> next() {
    while (!candidates.isEmpty()) {
      Candidate candidate = candidates.remove();
      ImmutableSet<EndpointKey> untold = untold(candidate.destination());
      if (untold.size() > candidate.lacks()) {
        consider(candidate.destination());
      } else if (!untold.isEmpty()) {
        ImmutableList<EndpointKey> next = ImmutableList.sortedCopyOf(untold);
        next.forEach(endpoint -> turns.put(endpoint, ++lastTurn));
        next.forEach(endpoint -> lackedBy.get(endpoint).forEach(this::consider));
        return next;
      }
    }
    return ImmutableList.of();
  }

  private void consider(EndpointKey destination) {
    int lacks = untold(destination).size();
    if (lacks > 0) {
      candidates.add(new Candidate(destination, lacks));
    }
  }

  private ImmutableSet<EndpointKey> untold(EndpointKey destination) {
    return lacking.get(destination).stream()
        .filter(endpoint -> coming.test(endpoint) && !turns.containsKey(endpoint))
        .collect(ImmutableSet.toImmutableSet());
  }
}
