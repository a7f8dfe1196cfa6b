package io.vpcmesh.engine;

import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.deployment.Rollout;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Revision;
import io.vpcmesh.topology.Mesh;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A change of a mesh on its way through its endpoints: what they are to follow or to judge, and
 * what they say. All of it is worth nothing after a restart, when everybody is asked anew.
 */
final class MeshChange {

  /** So often what the endpoints say is summed up, however many they are. */
  private static final Duration PACE = Duration.ofSeconds(1);

  private final Map<EndpointKey, MemberReport> reports = new TreeMap<>();

  /** What the endpoints were asked for, if there is a change. */
  private Optional<String> mark = Optional.empty();

  private Optional<Revision<Mesh>> candidate = Optional.empty();
  private Instant summedAt = Instant.EPOCH;

  /** Whether the endpoints are asked how they fare. */
  boolean isOn() {
    return mark.isPresent();
  }

  /** The revision that they are to judge, before any of it holds. */
  Optional<Revision<Mesh>> candidate() {
    return candidate;
  }

  /**
   * Asks the endpoints for what the present phase of the change needs.
   *
   * @param target the declared revision, while it is the one of the change
   * @return whether they are asked for something else than before
   */
  boolean ask(Rollout<?> written, Optional<Revision<Mesh>> target) {
    Optional<Deployment> change =
        written.deployment().filter(it -> !it.first()).filter(MeshChange::isHeard);
    Optional<String> next = change.map(MeshChange::mark);
    candidate = change.filter(MeshChange::isJudged).flatMap(_ -> target);
    if (next.equals(mark)) {
      return false;
    }
    mark = next;
    reports.clear();
    return true;
  }

  private static boolean isHeard(Deployment change) {
    return switch (change.phase()) {
      case VALIDATING,
          REJECTED,
          PROVISIONING,
          PROGRESSING,
          BAKING,
          FINALIZING,
          TRIPPED,
          ROLLING_BACK,
          ROLLBACK_FAILED ->
          true;
      case PENDING, COMPLETED, ROLLED_BACK, HALTED, SUPERSEDED -> false;
    };
  }

  /** Whether the endpoints are asked what they would object to, and not yet to follow. */
  static boolean isJudged(Deployment change) {
    return change.phase() == Phase.VALIDATING || change.phase() == Phase.REJECTED;
  }

  /** What the endpoints see of it: not every phase is something new to them. */
  private static String mark(Deployment change) {
    String what =
        switch (change.phase()) {
          case VALIDATING, REJECTED -> "to be judged";
          case FINALIZING -> "good";
          case ROLLING_BACK, ROLLBACK_FAILED -> "taken back";
          default -> change.stance().name();
        };
    return "revision %d, %s".formatted(change.revision(), what);
  }

  /** Whether the endpoints were asked for what that phase of the change needs. */
  boolean asks(Deployment change) {
    return mark.equals(Optional.of(mark(change)));
  }

  /**
   * An endpoint says how it fares.
   *
   * @return when that is to be summed up; far away when it is no news
   */
  Instant tell(EndpointKey endpoint, MemberReport report, Instant now) {
    boolean news = mark.isPresent() && !report.equals(reports.put(endpoint, report));
    Instant next = summedAt.plus(PACE);
    return !news ? Instant.MAX : next.isAfter(now) ? next : now;
  }

  /** What was said holds no more: everybody says it anew in his next pass. */
  void forgetReports() {
    reports.clear();
  }

  void forget(EndpointKey endpoint) {
    reports.remove(endpoint);
  }

  /** What the endpoints said so far. */
  ImmutableSortedMap<EndpointKey, MemberReport> summed(Instant now) {
    summedAt = now;
    return ImmutableSortedMap.copyOf(reports);
  }
}
