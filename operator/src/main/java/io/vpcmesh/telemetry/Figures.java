package io.vpcmesh.telemetry;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.AwsAction;
import java.util.function.Consumer;

/**
 * How things stand in an engine at one moment.
 *
 * @param synced whether it acts on a first complete picture
 */
public record Figures(boolean synced, Work work, Resources resources) {

  /** Of an engine that has not begun, or that runs elsewhere. */
  public static final Figures NONE = new Figures(false, Work.NONE, Resources.NONE);

  /** Knows how things stand. */
  @FunctionalInterface
  public interface Source {

    /** Has the answer delivered soon, on whatever thread; when all is lost, never. */
    void ask(Consumer<Figures> answer);
  }

  /**
   * What is to be done and how fast it may be.
   *
   * @param requestsWaiting by action; actions that nobody ever wanted may be left out
   * @param callsPerSecond to which an action is held; likewise
   */
  public record Work(
      int keysWaiting,
      int keysQuarantined,
      int requestsUnderWay,
      ImmutableMap<AwsAction, Integer> requestsWaiting,
      ImmutableMap<AwsAction, Double> callsPerSecond) {

    static final Work NONE = new Work(0, 0, 0, ImmutableMap.of(), ImmutableMap.of());
  }

  /**
   * What the resources that had a pass are like.
   *
   * @param byKind how many there are
   * @param failing those with a failure that is to be repeated
   */
  public record Resources(
      ImmutableMap<String, Integer> byKind,
      ImmutableMap<Said, Integer> conditions,
      ImmutableMap<Failing, Integer> failing,
      Instances instances,
      int gatesClosed,
      int deletionsHeld,
      Deployments deployments) {

    static final Resources NONE =
        new Resources(
            ImmutableMap.of(),
            ImmutableMap.of(),
            ImmutableMap.of(),
            Instances.NONE,
            0,
            0,
            Deployments.NONE);
  }

  /**
   * Changes of meshes and endpoints.
   *
   * @param nearest to being given up of those that are under way
   * @param diverged endpoints that run another revision than the declared one, which failed
   */
  public record Deployments(int underWay, Breaker nearest, int diverged) {

    static final Deployments NONE = new Deployments(0, Breaker.NONE, 0);
  }

  /** What counts against a change, and how much would be too much. */
  public record Breaker(int failures, int threshold) {

    public static final Breaker NONE = new Breaker(0, 0);

    /** How near it is to giving the change up; 1 is there. */
    public double ratio() {
      return threshold == 0 ? 0 : (double) failures / threshold;
    }
  }

  /** A condition with its status, of a kind of resources. */
  public record Said(String kind, String type, String status) {}

  /** The worst failure of a resource of a kind. */
  public record Failing(String kind, CallOutcome failure) {}

  /** Instances of one endpoint or of all. */
  public record Instances(int desired, int registered, int healthy, int draining) {

    public static final Instances NONE = new Instances(0, 0, 0, 0);

    public Instances plus(Instances other) {
      return new Instances(
          desired + other.desired,
          registered + other.registered,
          healthy + other.healthy,
          draining + other.draining);
    }

    public Instances minus(Instances other) {
      return new Instances(
          desired - other.desired,
          registered - other.registered,
          healthy - other.healthy,
          draining - other.draining);
    }
  }
}
