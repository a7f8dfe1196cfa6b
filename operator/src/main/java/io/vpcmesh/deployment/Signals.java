package io.vpcmesh.deployment;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import java.time.Instant;
import java.util.Optional;

/**
 * All that the world says of a deployment at one moment. What is not known is said to be so: it
 * never counts as good.
 *
 * @param work how far AWS is from what the deployment's stance wants
 * @param faults what AWS refuses for good, by slot
 * @param operations asynchronous changes that AWS took on and did not make
 * @param instances absent when nobody can tell
 * @param verbs what people have asked for since
 * @param paused whether nothing shall start or go on
 * @param place whether there is a place for one more deployment
 * @param inherited whether AWS shows what a former life of the resource left, and nothing of this
 *     one was written over it yet
 * @param movedAt when something moved last, or could not have
 */
public record Signals(
    Wanted wanted,
    Work work,
    ImmutableMap<String, Fault> faults,
    Count operations,
    Optional<Instances> instances,
    Alarms alarms,
    Hooks hooks,
    ImmutableSet<Verb> verbs,
    boolean paused,
    boolean place,
    boolean inherited,
    Instant movedAt) {

  /** What the newest valid declaration says of the target of the deployment. */
  public enum Wanted {
    TARGET,
    /** The running revision is declared again. */
    RUNNING,
    /** Another revision. */
    ANOTHER,
    /** The resource is being deleted. */
    NOTHING
  }

  /** How far AWS is from what is wanted. */
  public sealed interface Work {

    /** It is as wanted, and was read to be so. */
    record Done() implements Work {}

    /** Something is being done. */
    record UnderWay(String what) implements Work {}

    /** Nothing can be done as long as something else does not happen, which is nobody's fault. */
    record Waiting(String why) implements Work {}

    /** It cannot be: a rule of AWS, or of the mesh, is against it. */
    record Refused(Cause cause, String reason, String message) implements Work {}
  }

  /** A refusal of AWS that does not pass by itself. */
  public record Fault(Cause cause, String message) {}

  /** How many units of how many failed. */
  public record Count(ImmutableSortedSet<String> failed, int population) {

    /** Nothing to fail. */
    public static final Count NONE = new Count(ImmutableSortedSet.of(), 0);
  }

  /**
   * The instances of the endpoint.
   *
   * @param lapsed those of the unhealthy that were healthy since the operator looked first
   * @param deserted whether what ran before has no ready instance any more, and what holds has
   */
  public record Instances(
      ImmutableSet<String> healthy,
      ImmutableSet<String> unhealthy,
      ImmutableSet<String> lapsed,
      boolean deserted) {

    /** With a way back. */
    public Instances(
        ImmutableSet<String> healthy, ImmutableSet<String> unhealthy, ImmutableSet<String> lapsed) {
      this(healthy, unhealthy, lapsed, false);
    }

    /** There are none. */
    public static final Instances NONE =
        new Instances(ImmutableSet.of(), ImmutableSet.of(), ImmutableSet.of());

    /** What changed to the worse since then. */
    public Count failedSince(Baseline baseline) {
      ImmutableSortedSet<String> failed =
          unhealthy.stream()
              .filter(it -> baseline.healthy().contains(it) || lapsed.contains(it))
              .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo));
      return new Count(failed, Sets.union(healthy, failed).size());
    }
  }

  /** What CloudWatch says of the alarms of the deployment. */
  public record Alarms(
      ImmutableSortedSet<String> firing,
      ImmutableSortedSet<String> unknown,
      ImmutableSortedSet<String> missing) {

    /** There are none. */
    public static final Alarms NONE =
        new Alarms(ImmutableSortedSet.of(), ImmutableSortedSet.of(), ImmutableSortedSet.of());
  }

  /** What those who are asked at the present stage of the deployment say. */
  public sealed interface Hooks {

    /** There is nobody to ask. */
    Hooks NOBODY = new Passed(ImmutableList.of());

    /** Nobody objects. */
    record Passed(ImmutableList<String> notes) implements Hooks {}

    /** Not all have answered. */
    record Asked(String whom) implements Hooks {}

    /** One objects. */
    record Failed(String whom, String message) implements Hooks {}
  }
}
