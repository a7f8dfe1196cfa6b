package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.vpcmesh.engine.GroupAttachment.State;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Problem;
import java.util.Optional;

/** How far the policy of one endpoint is: one call at a time, and a failed one is made again. */
final class PolicyTask {

  private State told = new State.Settled();
  private boolean wanted;
  private boolean busy;
  private Optional<Trouble> trouble = Optional.empty();

  /** What was reached last, as long as it may be that it is not seen yet. */
  private Optional<Goal> reached = Optional.empty();

  private Optional<GenericKubernetesResource> written = Optional.empty();

  /** What a call is to bring about. */
  sealed interface Goal {

    ObjectRef ref();

    /** It is there as this says. */
    record Applied(PodPolicy policy) implements Goal {
      @Override
      public ObjectRef ref() {
        return policy.ref();
      }
    }

    /** This very object is not there. */
    record Deleted(ObjectRef ref, String uid) implements Goal {}

    default String spelled() {
      return switch (this) {
        case Applied _ -> "SecurityGroupPolicy " + ref() + " is being written";
        case Deleted _ -> "SecurityGroupPolicy " + ref() + " is being deleted";
      };
    }
  }

  /**
   * Why a goal was not reached.
   *
   * @param due whether it may be tried again
   */
  private record Trouble(Goal goal, Problem problem, boolean due) {}

  /** What was answered last. */
  State told() {
    return told;
  }

  State tell(State answer) {
    told = answer;
    return answer;
  }

  void wanted(boolean whether) {
    wanted = whether;
  }

  boolean isWanted() {
    return wanted;
  }

  /** Whether a call is under way, or its effect is not seen yet. */
  boolean isMoving() {
    return busy || written.isPresent();
  }

  /** Whether there is nothing to do, by what is seen or by what we wrote since. */
  boolean isDone(PodPolicy policy, Optional<GenericKubernetesResource> seen) {
    return !busy && written.or(() -> seen).filter(policy::isIn).isPresent();
  }

  /** Notes that a call begins, unless one is under way, was enough, or failed a moment ago. */
  boolean begin(Goal goal) {
    boolean again = trouble.filter(it -> it.goal().equals(goal)).map(Trouble::due).orElse(true);
    if (busy || !again || reached.equals(Optional.of(goal))) {
      return false;
    }
    busy = true;
    return true;
  }

  /** How it stands with a goal that is not reached. What failed is told until it does not. */
  State standing(Goal goal) {
    return trouble
        .filter(it -> it.goal().equals(goal))
        .<State>map(it -> new State.Hindered(it.problem()))
        .orElseGet(() -> new State.UnderWay(goal.spelled()));
  }

  /**
   * A call brought it about.
   *
   * @param now what is there since
   * @param seen what was seen by then, which may be that already
   */
  void done(
      Goal goal,
      Optional<GenericKubernetesResource> now,
      Optional<GenericKubernetesResource> seen) {
    busy = false;
    trouble = Optional.empty();
    reached = goal instanceof Goal.Deleted ? Optional.of(goal) : Optional.empty();
    written = now.filter(ours -> seen.filter(it -> !isOlder(it, ours)).isEmpty());
  }

  /** It was not brought about. */
  void failed(Goal goal, Problem problem) {
    busy = false;
    trouble = Optional.of(new Trouble(goal, problem, false));
  }

  /** It was not tried. */
  void dropped() {
    busy = false;
  }

  /** What we wrote is seen by now, unless this is older; and what failed may be tried again. */
  void seen(Optional<GenericKubernetesResource> there) {
    trouble = trouble.map(it -> new Trouble(it.goal(), it.problem(), true));
    written = written.filter(ours -> there.filter(it -> isOlder(it, ours)).isPresent());
  }

  private static boolean isOlder(GenericKubernetesResource one, GenericKubernetesResource other) {
    return version(one) < version(other);
  }

  /** Versions of one object are numbers that grow. */
  private static long version(GenericKubernetesResource object) {
    return Long.parseUnsignedLong(object.getMetadata().getResourceVersion());
  }
}
