package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallObserver;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.deployment.Changes.Quarantined;
import io.vpcmesh.deployment.Rollout;
import io.vpcmesh.engine.Disturbance.Death;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A scenario from beginning to end with one disturbance, under the eyes of the checker. */
final class Run implements CallObserver {

  private static final Duration STEP = Duration.ofMinutes(4);

  /** An audit comes every nine minutes, and nothing waits for long that is not under way. */
  private static final Duration QUIET = Duration.ofMinutes(20);

  private static final Duration END = Duration.ofMinutes(45);

  private final TestWorld world;
  private final Script script;
  private final InvariantChecker checker;
  private final JournalInvariants journals = new JournalInvariants();
  private final Disturbance disturbance;
  private long calls;
  private long writes;
  private long effects;
  private int deaths;
  private boolean disturbed;
  private final Map<Long, AwsAction> mutating = new TreeMap<>();

  private Run(TestWorld world, Disturbance disturbance) {
    this.world = world;
    this.script = new Script(world);
    this.checker = new InvariantChecker(script);
    this.disturbance = disturbance;
    world.cloud.observe(this);
    world.storeWrapper =
        store ->
            new DyingStore(
                new JudgedStore(store, journals), () -> write(false), written -> write(true));
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
   * @param effects how many there were of both, or since the last death
   * @param rollouts what became of the changes of each resource
   */
  record Ending(
      WorldSnapshot world,
      List<Violation> violations,
      List<String> deviations,
      long calls,
      ImmutableMap<Long, AwsAction> mutating,
      long writes,
      long effects,
      ImmutableMap<Key, String> rollouts,
      boolean disturbed) {}

  static Ending of(Scenario scenario, Disturbance disturbance) {
    return Stage.of(scenario).run(disturbance);
  }

  /**
   * Where a story begins: in a world in which all is done that sets the stage.
   *
   * @param rest absent where nothing does
   */
  record Stage(Scenario scenario, Optional<TestWorld.Rest> rest) {

    static Stage of(Scenario scenario) {
      return new Stage(scenario, scenario.stage().map(Stage::set));
    }

    private static TestWorld.Rest set(Consumer<Script> stage) {
      Run run = new Run(TestWorld.realistic(), new Disturbance.None());
      run.alive(TestWorld::restart);
      run.step(stage);
      run.pass(STEP);
      assertThat(run.checker.violations).isEmpty();
      return run.world.rest();
    }

    /** Tells the story, with a process that takes over at its beginning. */
    Ending run(Disturbance disturbance) {
      Run run = new Run(rest.map(TestWorld::from).orElseGet(TestWorld::realistic), disturbance);
      scenario.stage().ifPresent(stage -> stage.accept(run.script));
      run.alive(TestWorld::restart);
      return run.tell(scenario.steps());
    }

    /** Tells the rest of the story, from a world as it was in the midst of the done-th step. */
    Ending resume(TestWorld.Rest from, int done) {
      Run run = new Run(TestWorld.from(from), new Disturbance.None());
      scenario.stage().ifPresent(stage -> stage.accept(run.script));
      scenario.steps().subList(0, done).forEach(step -> step.accept(run.script));
      run.alive(TestWorld::restart);
      run.pass(STEP);
      return run.tell(scenario.steps().subList(done, scenario.steps().size()));
    }
  }

  private Ending tell(List<Consumer<Script>> steps) {
    for (Consumer<Script> step : steps) {
      step(step);
      pass(STEP);
    }
    end();
    retry();
    return new Ending(
        world.snapshot().normalised(),
        Stream.concat(checker.violations.stream(), journals.found.stream()).toList(),
        ImmutableList.<String>builder()
            .addAll(script.deviations())
            .addAll(GroupInvariants.deviations(script))
            .build(),
        calls,
        ImmutableMap.copyOf(mutating),
        writes,
        effects,
        rollouts(),
        disturbed);
  }

  /** What runs, what failed, and what is said of it. */
  private ImmutableMap<Key, String> rollouts() {
    return written()
        .collect(
            ImmutableMap.toImmutableMap(
                Map.Entry::getKey, entry -> spelled(entry.getKey(), entry.getValue().rollout())));
  }

  private Stream<Map.Entry<? extends Key, ? extends Journal>> written() {
    Store.Journals all = world.memory.load();
    return Stream.concat(all.meshes().entrySet().stream(), all.endpoints().entrySet().stream());
  }

  private String spelled(Key key, Rollout<?> rollout) {
    String name = key.ref().name();
    return "running %s, last %s, failed %s, ready %s"
        .formatted(
            rollout.running().map(it -> it.number() + " " + it.hash()).orElse("nothing"),
            rollout.deployment().map(it -> it.revision() + " " + it.phase()).orElse("none"),
            rollout.changes().quarantine().stream().map(Quarantined::hash).toList(),
            key instanceof MeshId
                ? world.meshCondition(name, "Ready")
                : world.condition(name, "Ready"));
  }

  /** What a fault had AWS refuse was rolled back, and is complete when somebody asks for it. */
  private void retry() {
    if (!(disturbance instanceof Disturbance.FaultAtCall)) {
      return;
    }
    boolean asked = false;
    for (var entry : world.memory.load().meshes().entrySet()) {
      if (!entry.getValue().rollout().changes().quarantine().isEmpty()) {
        world.annotateMesh(entry.getKey().ref().name(), "vpcmesh.io/retry", "after the fault");
        asked = true;
      }
    }
    for (var entry : world.memory.load().endpoints().entrySet()) {
      boolean failed = !entry.getValue().rollout().changes().quarantine().isEmpty();
      if (failed && world.endpoints.containsKey(entry.getKey().ref())) {
        world.annotate(entry.getKey().ref().name(), "vpcmesh.io/retry", "after the fault");
        asked = true;
      }
    }
    if (asked) {
      end();
    }
  }

  /** Until all is done: no change is under way, and nothing was written for long. */
  private void end() {
    Instant end = world.loop.now().plus(END);
    Instant written = world.loop.now();
    while (world.loop.now().isBefore(end)) {
      long before = effects;
      int died = deaths;
      pass(STEP);
      boolean busy =
          effects != before
              || deaths != died
              || written().anyMatch(it -> it.getValue().rollout().underWay().isPresent());
      written = busy ? world.loop.now() : written;
      if (!world.loop.now().isBefore(written.plus(QUIET))) {
        return;
      }
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
      if (call.action().mutating()) {
        effect();
      }
    }
  }

  private void write(boolean after) {
    writes += after ? 0 : 1;
    dieIf(disturbance.equals(new Disturbance.DeathAtWrite(writes, after)));
    if (after) {
      effect();
    }
  }

  private void effect() {
    effects++;
    if (disturbance instanceof Disturbance.Deaths(long first, long second)) {
      long next =
          switch (deaths) {
            case 0 -> first;
            case 1 -> second;
            default -> 0;
          };
      if (effects == next) {
        deaths++;
        effects = 0;
        disturbed = deaths == 2 || second == 0;
        throw new Death();
      }
    }
  }

  private void dieIf(boolean now) {
    if (now && !disturbed) {
      disturbed = true;
      throw new Death();
    }
  }
}
