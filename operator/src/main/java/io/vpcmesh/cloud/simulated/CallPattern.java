package io.vpcmesh.cloud.simulated;

import io.vpcmesh.model.AwsAction;
import java.util.function.Predicate;

/**
 * Which calls a fault befalls: those that match, from the first-th to the last-th of them, counted
 * since the fault was set.
 */
public record CallPattern(Predicate<Call> matching, long first, long last) {

  public static CallPattern all() {
    return matching(call -> true);
  }

  public static CallPattern to(AwsAction action) {
    return matching(call -> call.action() == action);
  }

  public static CallPattern mutating() {
    return matching(call -> call.action().mutating());
  }

  public static CallPattern matching(Predicate<Call> matching) {
    return new CallPattern(matching, 1, Long.MAX_VALUE);
  }

  /** Of these calls only those by that client. */
  public CallPattern by(String client) {
    return new CallPattern(matching.and(call -> call.client().equals(client)), first, last);
  }

  /** Of these calls only the n-th. */
  public CallPattern nth(long n) {
    return new CallPattern(matching, n, n);
  }

  /** Of these calls only the first n. */
  public CallPattern times(long n) {
    return new CallPattern(matching, 1, n);
  }
}
