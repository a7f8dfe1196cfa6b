package io.vpcmesh.engine.requests;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Key;
import java.util.Optional;

/**
 * A piece of work that makes AWS calls.
 *
 * @param slot what it is about, within the key: at most one request for a slot is under way
 * @param actions the calls that it makes, the one that decides its turn first
 * @param budget what the calls are counted in
 * @param rank goes before all of its action and priority that have none or a higher one; no two
 *     have the same
 * @param work what to do; runs when it is its turn
 */
public record Request(
    Key key,
    String slot,
    Priority priority,
    ImmutableList<AwsAction> actions,
    Budget budget,
    Optional<Integer> rank,
    Runnable work) {

  /** One that waits for its turn like any other. */
  public Request(
      Key key,
      String slot,
      Priority priority,
      ImmutableList<AwsAction> actions,
      Budget budget,
      Runnable work) {
    this(key, slot, priority, actions, budget, Optional.empty(), work);
  }

  /** The same with a rank, or without. */
  public Request ranked(Optional<Integer> next) {
    return new Request(key, slot, priority, actions, budget, next, work);
  }

  /** Who goes first within one action. */
  public enum Priority {
    /** What must not be offered any longer. */
    REMOVAL,
    /** What is wanted and not there. */
    ADDITION,
    /** Whether all is still as it was. */
    AUDIT
  }

  /** What these requests are about. */
  public static ImmutableSet<String> slots(ImmutableList<Request> requests) {
    return requests.stream().map(Request::slot).collect(ImmutableSet.toImmutableSet());
  }

  AwsAction lane() {
    return actions.getFirst();
  }
}
