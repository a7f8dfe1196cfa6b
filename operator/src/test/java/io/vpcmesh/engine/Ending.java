package io.vpcmesh.engine;

import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ConditionStatus;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What has to be so when nothing goes wrong any more.
 *
 * <p>First everything comes to rest as it is, and what rests is of one revision. What that is
 * depends on what went wrong, and when: a change that AWS refused was taken back, an undo or an
 * abort met another state than it would have. So people have a last word: they declare what they
 * want, valid and complete, and ask for a retry of what does not run. From then on the end follows
 * from the last word and the instances alone, and has to be that of a new world in which nothing
 * else ever happened: the same objects in AWS, the same verdicts in the statuses. After that
 * nothing is written any more.
 */
final class Ending {

  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(60);
  private static final Duration LEAVE = Duration.ofMinutes(20);
  private static final Duration STILL = Duration.ofMinutes(12);
  private static final int INSISTENCE = 3;

  private final Simulation run;
  private final List<String> failures = new ArrayList<>();

  Ending(Simulation run) {
    this.run = run;
  }

  List<String> failures() {
    if (run.people.isMeshLeaving()) {
      run.pass(LOOK.multipliedBy(6));
      run.people.deleteMesh(true);
    }
    if (comesToRest(run.world, run::pass, PATIENCE)) {
      failures.addAll(RestInvariants.of(run.script));
    }
    run.people.lastWord();
    boolean rests = comesRight();
    for (int i = 0; i < INSISTENCE && !allReady(); i++) {
      run.people.insist();
      rests = comesRight();
    }
    if (!rests) {
      failures.add("does not come to rest: " + unrest(run.world) + " " + statuses(run.world));
      return failures;
    }
    failures.addAll(RestInvariants.of(run.script));
    failures.addAll(run.script.deviations());
    failures.addAll(GroupInvariants.deviations(run.script));
    stillness();
    compare();
    return failures;
  }

  /** A group that is left is kept until nothing can carry it any more. */
  private boolean comesRight() {
    boolean rests = comesToRest(run.world, run::pass, PATIENCE);
    Instant end = run.world.loop.now().plus(LEAVE);
    while (!GroupInvariants.deviations(run.script).isEmpty()
        && run.world.loop.now().isBefore(end)) {
      run.pass(LOOK);
    }
    return rests;
  }

  private boolean allReady() {
    return statuses(run.world).values().stream().allMatch(verdict -> verdict.startsWith("TRUE"));
  }

  private void compare() {
    TestWorld fresh = fresh();
    if (!comesToRest(fresh, fresh::run, PATIENCE)) {
      failures.add("a new world does not come to rest: " + unrest(fresh) + statuses(fresh));
      return;
    }
    Inventory.of(run.world.snapshot())
        .differences(Inventory.of(fresh.snapshot()))
        .forEach(difference -> failures.add("L2: in the end AWS " + difference));
    if (!statuses(run.world).equals(statuses(fresh))) {
      failures.add(
          "L2: the statuses are %s in place of %s".formatted(statuses(run.world), statuses(fresh)));
    }
  }

  /** Only what is declared in the end was ever declared. */
  private TestWorld fresh() {
    TestWorld fresh = new TestWorld(Settings.defaults().withSeed(run.plan.seed()));
    String _ = Simulation.existingGroup(fresh);
    new Advisers(fresh).approve();
    fresh.tasks = run.world.tasks.afterRestart();
    fresh.sources.add(new ObedientTasks(fresh));
    fresh.restart();
    run.world.meshes.values().forEach(mesh -> fresh.mesh(mesh.annotated(Map.of())));
    run.world.endpoints.values().stream()
        .sorted(Comparator.comparing(Resource::createdAt))
        .forEach(endpoint -> fresh.endpoint(endpoint.annotated(Map.of())));
    return fresh;
  }

  private void stillness() {
    int before = run.activity().size();
    run.pass(STILL);
    // What nobody reads more often than once an hour may be told only now.
    List<Object> since =
        run.activity().subList(before, run.activity().size()).stream()
            .filter(what ->
                !(what instanceof ServiceEndpointStatus) && !(what instanceof ServiceMeshStatus))
            .toList();
    if (!since.isEmpty()) {
      failures.add("M4: writes while nothing changes: " + since);
    }
  }

  private static boolean comesToRest(TestWorld world, Consumer<Duration> pass, Duration patience) {
    BooleanSupplier rests = () -> unrest(world).isEmpty();
    Instant end = world.loop.now().plus(patience);
    pass.accept(LOOK);
    while (!rests.getAsBoolean() && world.loop.now().isBefore(end)) {
      pass.accept(LOOK);
    }
    return rests.getAsBoolean();
  }

  /** What is not done yet, or not told yet. */
  private static List<String> unrest(TestWorld world) {
    List<String> unrest = new ArrayList<>();
    if (!world.engine.idle()) {
      unrest.add("calls are under way");
    }
    if (!world.snapshot().inFlight().isEmpty()) {
      unrest.add("operations are under way");
    }
    world
        .endpoints
        .values()
        .forEach(endpoint -> {
          EndpointKey key = new EndpointKey(endpoint.ref());
          Optional<ServiceEndpointStatus> status =
              Optional.ofNullable(world.memory.load().endpointStatus().get(key));
          boolean told =
              status
                  .filter(it -> Objects.equals(it.observedGeneration(), endpoint.generation()))
                  .filter(it -> !isUnderWay(it.conditions()))
                  .isPresent();
          if (!told || endpoint.deleting()) {
            unrest.add(key + (endpoint.deleting() ? " is being deleted" : " is on its way"));
          }
        });
    world
        .meshes
        .values()
        .forEach(mesh -> {
          boolean told =
              world.memory.load().meshStatus().values().stream()
                  .filter(it -> Objects.equals(it.observedGeneration(), mesh.generation()))
                  .anyMatch(it -> !isUnderWay(it.conditions()));
          if (!told || mesh.deleting()) {
            unrest.add("the mesh is on its way");
          }
        });
    return unrest;
  }

  private static Map<String, String> statuses(TestWorld world) {
    Map<String, String> all = new TreeMap<>();
    world
        .memory
        .load()
        .endpointStatus()
        .forEach((key, status) -> all.put(key.toString(), ready(status.conditions())));
    world
        .memory
        .load()
        .meshStatus()
        .forEach((key, status) -> all.put(key.toString(), ready(status.conditions())));
    return all;
  }

  private static String ready(List<Condition> conditions) {
    return conditions.stream()
        .filter(condition -> condition.type().equals("Ready"))
        .map(condition -> condition.status() + "/" + condition.reason())
        .findFirst()
        .orElse("absent");
  }

  /** What waits for its first instance waits for people. */
  private static boolean isUnderWay(List<Condition> conditions) {
    return conditions.stream()
        .anyMatch(condition ->
            condition.type().equals("Reconciling")
                && condition.status() == ConditionStatus.TRUE
                && !condition.reason().equals("Pending"));
  }
}
