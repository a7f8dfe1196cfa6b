package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallObserver;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.engine.Disturbance.Death;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A scenario from beginning to end with one disturbance, under the eyes of the checker. */
final class Run implements CallObserver {

  private static final Duration STEP = Duration.ofMinutes(4);
  private static final Duration END = Duration.ofMinutes(45);

  private final TestWorld world = TestWorld.realistic();
  private final Script script = new Script(world);
  private final InvariantChecker checker = new InvariantChecker(script);
  private final Disturbance disturbance;
  private long calls;
  private long writes;
  private boolean disturbed;
  private final Map<Long, AwsAction> mutating = new TreeMap<>();

  private Run(Disturbance disturbance) {
    this.disturbance = disturbance;
    world.cloud.observe(this);
    world.storeWrapper = store -> new DyingStore(store, () -> write(false), written -> write(true));
    if (disturbance instanceof Disturbance.FaultAtCall(long k, Fault fault)) {
      world.cloud.faults().set(CallPattern.all().by("operator").nth(k), fault);
    }
  }

  /**
   * How a run ended.
   *
   * @param deviations from what shall be registered
   * @param calls how many there were
   * @param mutating those that write, by their number
   * @param writes how many journals and statuses were written
   */
  record Ending(
      WorldSnapshot world,
      List<Violation> violations,
      List<String> deviations,
      long calls,
      ImmutableMap<Long, AwsAction> mutating,
      long writes,
      boolean disturbed) {}

  static Ending of(Scenario scenario, Disturbance disturbance) {
    Run run = new Run(disturbance);
    run.alive(TestWorld::restart);
    for (Consumer<Script> step : scenario.steps()) {
      run.step(step);
      run.pass(STEP);
    }
    run.pass(END);
    run.retry();
    return new Ending(
        run.world.snapshot().normalised(),
        run.checker.violations,
        ImmutableList.<String>builder()
            .addAll(run.script.deviations())
            .addAll(GroupInvariants.deviations(run.script))
            .build(),
        run.calls,
        ImmutableMap.copyOf(run.mutating),
        run.writes,
        run.disturbed);
  }

  /** What a fault had AWS refuse was rolled back, and is complete when somebody asks for it. */
  private void retry() {
    if (!(disturbance instanceof Disturbance.FaultAtCall)) {
      return;
    }
    boolean asked = false;
    for (var entry : world.memory.load().endpoints().entrySet()) {
      boolean failed = !entry.getValue().rollout().changes().quarantine().isEmpty();
      if (failed && world.endpoints.containsKey(entry.getKey().ref())) {
        world.annotate(entry.getKey().ref().name(), "vpcmesh.io/retry", "after the fault");
        asked = true;
      }
    }
    if (asked) {
      pass(END);
    }
  }

  /** A step may find that what should have been done before was not done. */
  private void step(Consumer<Script> step) {
    assertThatCode(() -> step.accept(script))
        .as(() ->
            "%s, after the calls %s and with the status %s"
                .formatted(disturbance, world.calls, world.memory.load().endpointStatus()))
        .doesNotThrowAnyException();
  }

  private void pass(Duration time) {
    Instant end = world.loop.now().plus(time);
    while (world.loop.now().isBefore(end)) {
      alive(alive -> alive.run(Duration.between(alive.loop.now(), end)));
    }
  }

  private void alive(Consumer<TestWorld> life) {
    try {
      life.accept(world);
    } catch (Death death) {
      checker.engineCannotKnow();
      world.restart();
    }
  }

  @Override
  public void beforeCall(Call call) {
    if (call.client().equals("operator")) {
      calls++;
      if (call.action().mutating()) {
        mutating.put(calls, call.action());
      }
      dieIf(disturbance.equals(new Disturbance.DeathAtCall(calls, false)));
      if (disturbance instanceof Disturbance.FaultAtCall(long k, Fault _) && k == calls) {
        disturbed = true;
        checker.engineCannotKnow();
      }
    }
  }

  @Override
  public void afterCall(Call call, Outcome outcome) {
    if (call.client().equals("operator")) {
      dieIf(disturbance.equals(new Disturbance.DeathAtCall(calls, true)));
    }
  }

  private void write(boolean after) {
    writes += after ? 0 : 1;
    dieIf(disturbance.equals(new Disturbance.DeathAtWrite(writes, after)));
  }

  private void dieIf(boolean now) {
    if (now && !disturbed) {
      disturbed = true;
      throw new Death();
    }
  }
}
