package io.vpcmesh.engine;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How many instances the endpoints of one mesh have and want, kept as sums so that a change costs
 * the same in a large mesh as in a small one. Whoever has instances keeps them; what would not fit
 * is not begun.
 */
final class NamespaceUsage {

  private final Map<EndpointKey, Use> uses = new TreeMap<>();
  private final SortedSet<EndpointKey> waiting = new TreeSet<>();
  private int registered;
  private int missing;
  private int pending;

  /**
   * The places of one endpoint.
   *
   * @param has instances that it has, those that are on their way in or out included
   * @param wants how many those shall be in the end
   * @param pending instances that are still to be registered; more than it lacks when others go
   */
  record Use(int has, int wants, int pending) {
    private static final Use NONE = new Use(0, 0, 0);

    /** Without wish to change anything. */
    static Use of(int has) {
      return new Use(has, has, 0);
    }

    int missing() {
      return Math.max(0, wants - has);
    }

    Use plus(Use other) {
      return new Use(has + other.has, wants + other.wants, pending + other.pending);
    }
  }

  int registered() {
    return registered;
  }

  /**
   * Notes what an endpoint has and wants.
   *
   * @return who waited for a place and may get it now
   */
  ImmutableSet<EndpointKey> set(EndpointKey key, Use use) {
    int before = registered + missing;
    count(Optional.ofNullable(uses.put(key, use)).orElse(Use.NONE), -1);
    count(use, 1);
    if (registered + missing >= before) {
      return ImmutableSet.of();
    }
    ImmutableSet<EndpointKey> encouraged = ImmutableSet.copyOf(waiting);
    waiting.clear();
    return encouraged;
  }

  void remove(EndpointKey key) {
    count(Optional.ofNullable(uses.remove(key)).orElse(Use.NONE), -1);
    waiting.remove(key);
  }

  private void count(Use use, int sign) {
    registered += sign * use.has();
    missing += sign * use.missing();
    pending += sign * use.pending();
  }

  /** Why the endpoint may not have what it still lacks, if so; it is told when a place is free. */
  Optional<Problem> refusal(EndpointKey key, int quota) {
    Use own = uses.getOrDefault(key, Use.NONE);
    if (own.missing() == 0 || registered + missing <= quota || isAdmitted(key, quota)) {
      return Optional.empty();
    }
    waiting.add(key);
    return Optional.of(full(own.missing(), quota));
  }

  /**
   * How many new instances the endpoint may register right now: in a namespace that is nearly full
   * it never has more than in the end, so that its own go first and nobody loses a place to it.
   */
  int places(EndpointKey key, int quota) {
    Use own = uses.getOrDefault(key, Use.NONE);
    boolean tight = registered + pending > quota;
    if (tight && own.missing() < own.pending()) {
      waiting.add(key);
      return own.missing();
    }
    return Integer.MAX_VALUE;
  }

  Problem full(int more, int quota) {
    return new Problem(
        Reason.AwsQuotaExceeded,
        "%d more instances do not fit: the namespace has %d and may have %d; ask AWS to raise the quota of instances per namespace, or remove some"
            .formatted(more, registered, quota));
  }

  /** Those who lack some come in the order of their names; who does not fit is passed over. */
  private boolean isAdmitted(EndpointKey key, int quota) {
    int taken = registered;
    for (Map.Entry<EndpointKey, Use> use : uses.entrySet()) {
      boolean fits = taken + use.getValue().missing() <= quota;
      if (use.getKey().equals(key)) {
        return fits;
      }
      taken += fits ? use.getValue().missing() : 0;
    }
    return true;
  }
}
