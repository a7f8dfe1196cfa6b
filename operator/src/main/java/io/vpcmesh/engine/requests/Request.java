package io.vpcmesh.engine.requests;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Key;

/**
 * A piece of work that makes AWS calls.
 *
 * @param slot what it is about, within the key: at most one request for a slot is under way
 * @param actions the calls that it makes, the one that decides its turn first
 * @param budget what the calls are counted in
 * @param work what to do; runs when it is its turn
 */
public record Request(
    Key key,
    String slot,
    Priority priority,
    ImmutableList<AwsAction> actions,
    Budget budget,
    Runnable work) {

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
