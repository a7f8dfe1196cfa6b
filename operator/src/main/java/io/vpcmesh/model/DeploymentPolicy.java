package io.vpcmesh.model;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import java.time.Duration;

/**
 * How a change is brought in, and when it is given up. It is frozen when a deployment begins.
 *
 * @param steps ascending, the last one at 100 %
 * @param bakeTime how long the complete change is watched before it counts as good
 * @param progressDeadline how long nothing may move before the change is given up
 * @param rollbackDeadline how long a rollback may take before somebody is called
 * @param alarms of CloudWatch, by name: while one fires that did not at the start, the change is
 *     bad
 * @param historyLimit how many ended deployments are kept, besides the running revision's
 */
public record DeploymentPolicy(
    ImmutableList<Step> steps,
    Duration bakeTime,
    Duration progressDeadline,
    Duration rollbackDeadline,
    Breaker breaker,
    ImmutableSortedSet<String> alarms,
    int historyLimit) {

  /** What holds where neither the mesh nor the endpoint says anything. */
  public static final DeploymentPolicy DEFAULT =
      new DeploymentPolicy(
          ImmutableList.of(
              new Step(5, Duration.ofMinutes(1), false),
              new Step(25, Duration.ofMinutes(1), false),
              new Step(100, Duration.ZERO, false)),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          Breaker.DEFAULT,
          ImmutableSortedSet.of(),
          3);

  /**
   * One step.
   *
   * @param percent of the proxies, or of the weight, that have the change at its end
   * @param bake how long the step is watched
   * @param pause whether it waits for a person then
   */
  public record Step(int percent, Duration bake, boolean pause) {}

  /**
   * When a change counts as failed, and what becomes of it.
   *
   * @param enabled if not, only a person stops a deployment
   * @param rollback if not, a failed one halts where it is
   * @param resetOnHealthy whether what is well again counts no more
   */
  public record Breaker(
      boolean enabled,
      boolean rollback,
      Threshold threshold,
      boolean resetOnHealthy,
      OnFirstDeployment onFirstDeployment) {

    /** As ECS has it, with a failed first deployment taken back. */
    public static final Breaker DEFAULT =
        new Breaker(true, true, Threshold.DEFAULT, true, OnFirstDeployment.WITHDRAW);
  }

  /** What becomes of a first deployment that fails. */
  public enum OnFirstDeployment {
    /** What was added is taken out. */
    WITHDRAW,
    /** It stays as far as it came. */
    KEEP
  }

  /** How many of a population may fail, as in ECS. */
  public record Threshold(Type type, int value, int min, int max) {

    /** Half, at least 1, at most 200. */
    public static final Threshold DEFAULT = new Threshold(Type.BOUNDED_PERCENT, 50, 1, 200);

    /** How {@link #value} is meant. */
    public enum Type {
      /** Percent of the population, within {@link #min} and {@link #max}. */
      BOUNDED_PERCENT,
      /** Percent of the population. */
      UNBOUNDED_PERCENT,
      /** So many, however large the population. */
      COUNT
    }

    /** The number of failures at which a change of so many units fails; at least 1. */
    public int of(int population) {
      int percent = (int) Math.ceilDiv((long) value * population, 100L);
      return Math.max(
          1,
          switch (type) {
            case BOUNDED_PERCENT -> Math.min(Math.max(percent, min), max);
            case UNBOUNDED_PERCENT -> percent;
            case COUNT -> value;
          });
    }
  }
}
