package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.cloud.SupervisedCloud;
import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallObserver;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.Place;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One run of a plan: the real engine, with everything around it going wrong as planned, under the
 * eyes of the checker; then nothing goes wrong any more, and all has to come out right.
 */
final class Simulation implements CallObserver {

  private static final boolean TRACED = Boolean.getBoolean("trace");

  /** A lease ends so much later than the last renewal holds. */
  private static final Duration BETWEEN_LEADERS = Duration.ofSeconds(5);

  private static final Duration A_LITTLE = Duration.ofSeconds(10);
  private static final int MOST_LOOKS = 60;

  /** So often the API server is compared with what events told. */
  private static final Duration LOOK = Duration.ofSeconds(60);

  final TestWorld world;
  final Script script;
  final InvariantChecker checker;
  final People people;
  final LateWatch watch;
  final Plan plan;
  private final Troubles troubles;
  final Meddler meddler;
  private final Advisers advisers;
  private final Mishaps mishaps = new Mishaps(this::noted);
  private final List<String> failures = new ArrayList<>();
  private final Hasher log = Hashing.sha256().newHasher();
  private Replica leader;
  private long calls;
  private final Setbacks setbacks = new Setbacks();
  private final List<Object> activity = new ArrayList<>();

  private Simulation(Plan plan) {
    this.plan = plan;
    this.world = new TestWorld(Settings.defaults().withSeed(plan.seed()));
    this.leader = new Replica(world.loop);
    this.script = new Script(world);
    this.checker = new InvariantChecker(script);
    this.watch = new LateWatch(world, plan.seed());
    this.people = new People(script, existingGroup(world), plan.seed());
    this.troubles = new Troubles(world.cloud.faults(), checker::engineCannotKnow);
    this.meddler = new Meddler(world);
    world.meddled = meddler::isUnnoticed;
    checker.meddled = meddler::isUnnoticed;
    this.advisers = new Advisers(world);
    checker.sights = new Believed(script, watch)::all;
    script.sights = checker.sights;
    world.cloud.observe(this);
    world.process = _ -> leader;
    world.sources.add(new ObedientTasks(world));
    world.storeWrapper = strict -> new ClusterStore(world, strict, leader, mishaps);
    world.credentials = cloud -> new SupervisedCloud(cloud, new Fenced(leader));
  }

  /**
   * How a run ended.
   *
   * @param failures what was not as it has to be; empty for a good run
   * @param log a hash of every call and every write, in their order
   * @param setbacks the changes that were not brought in at first, each with its phase and why
   */
  record Verdict(
      ImmutableList<String> failures,
      String log,
      long calls,
      Duration virtual,
      ImmutableSortedSet<String> setbacks) {
    boolean isGood() {
      return failures.isEmpty();
    }
  }

  static Verdict of(Plan plan) {
    return new Simulation(plan).run();
  }

  static String existingGroup(TestWorld world) {
    return world
        .cloud
        .client("person")
        .ec2(Place.of(Specs.REGION))
        .createSecurityGroup(new SecurityGroupSpec("vpc-0a", "old", "by hand", ImmutableMap.of()))
        .value();
  }

  private Verdict run() {
    lead(Duration.ZERO);
    plan.happenings()
        .forEach(happening ->
            world.loop.after(Duration.ofMillis(happening.at()), () -> happens(happening)));
    long last = plan.happenings().stream().mapToLong(Happening::at).max().orElse(0);
    pass(Duration.ofMillis(last + 1000));
    calm();
    if (failures.isEmpty()) {
      failures.addAll(new Ending(this).failures());
    }
    checker.violations.forEach(violation -> failures.add(violation.toString()));
    return new Verdict(
        ImmutableList.copyOf(failures),
        log.hash().toString(),
        calls,
        Duration.between(TestWorld.START, world.loop.now()),
        setbacks.all());
  }

  /** Lets so much time pass, in which processes may die. */
  void pass(Duration time) {
    Instant end = world.loop.now().plus(time);
    while (world.loop.now().isBefore(end) && failures.isEmpty()) {
      try {
        world.run(Duration.between(world.loop.now(), end));
      } catch (Disturbance.Death death) {
        die();
      } catch (AssertionError broken) {
        failures.add("status: " + broken.getMessage());
      }
    }
  }

  /** The calls that changed AWS and the writes so far. */
  List<Object> activity() {
    return activity;
  }

  private void lead(Duration behind) {
    world.succeed();
    watch.lead(world.engine, behind);
    world.engine.synced();
    if (!behind.isZero()) {
      world.loop.after(LOOK, watch::list);
    }
  }

  private void die() {
    checker.engineCannotKnow();
    leader.dead = true;
    watch.mute();
    begin(mishaps.downFor());
  }

  private void begin(Duration later) {
    leader = new Replica(world.loop);
    Replica next = leader;
    world.loop.after(
        later,
        () -> {
          if (leader.equals(next)) {
            lead(Duration.ZERO);
          }
        });
  }

  /** From now on nothing goes wrong any more. */
  private void calm() {
    world.cloud.faults().clear();
    mishaps.clear();
    advisers.approve();
    world.tasks.synced(true);
    watch.late(Duration.ZERO);
    watch.list();
    pass(LOOK.multipliedBy(2));
    watch.list();
    if (meddler.hasMeddled()) {
      failures.addAll(meddler.strangers().missing());
      tidy();
    }
  }

  /** What is not ours is taken away by whose it is, and the operator gets to know of all. */
  private void tidy() {
    for (int i = 0; i < MOST_LOOKS && !meddler.leave(); i++) {
      pass(A_LITTLE);
    }
    pass(Meddler.UNNOTICED);
  }

  private void happens(Happening happening) {
    record(happening.words());
    switch (happening) {
      case Happening.Declare(long _, String name, Sketch sketch) -> people.declare(name, sketch);
      case Happening.Break(long _, String name) -> people.breakIt(name);
      case Happening.Revert(long _, String name) -> people.revert(name);
      case Happening.Delete(long _, String name) -> people.delete(name);
      case Happening.Ask(long _, String name, var verb) -> people.ask(name, verb);
      case Happening.DeclareMesh(long _, MeshSketch sketch) -> people.declareMesh(sketch);
      case Happening.TearDown _ -> people.tearDown();
      case Happening.Come(long _, String name, int number, Instance.State state) ->
          script.task(name, Scenarios.task(number).in(state));
      case Happening.Go go -> go(go);
      case Happening.SourceLost(long _, long forMillis) -> {
        world.tasks.synced(false);
        after(forMillis, () -> world.tasks.synced(true));
      }
      case Happening.Trouble trouble -> troubles.set(trouble, world.loop.now());
      case Happening.Death death -> mishaps.await(death);
      case Happening.TakeOver(long _, long behind, long deposedFor) ->
          takeOver(Duration.ofMillis(behind), deposedFor);
      case Happening.WatchLate(long _, long by, long forMillis) -> {
        watch.late(Duration.ofMillis(by));
        after(forMillis, () -> watch.late(Duration.ZERO));
      }
      case Happening.WatchLost(long _, long forMillis) -> {
        watch.lose();
        after(forMillis, watch::list);
      }
      case Happening.Again(long _, String name) -> watch.again(EndpointKey.of("shop", name));
      case Happening.StoreTrouble trouble -> mishaps.await(trouble);
      case Happening.DeclarePolicy(long _, PolicySketch policy) -> people.declarePolicy(policy);
      case Happening.Inherit(long _, String name) -> people.inherit(name);
      case Happening.AskMesh(long _, var verb) -> people.askMesh(verb);
      case Happening.DeleteMesh(long _, boolean all) -> people.deleteMesh(all);
      case Happening.Alarm(long _, var state) -> advisers.alarm(state);
      case Happening.Hook(long _, var opinion) -> advisers.hook(opinion);
      case Happening.Refuse(long _, String name, long forMillis) ->
          troubles.refuse(
              call -> concerns(call, EndpointKey.of("shop", name)),
              world.loop.now().plusMillis(forMillis));
      case Happening.Meddle(long _, String name, Meddling deed) -> meddler.meddle(name, deed);
    }
  }

  private boolean concerns(Call call, EndpointKey key) {
    Move move = new Move(call, world.snapshot(), script, new History());
    Optional<EndpointKey> whose = Optional.of(key);
    return move.actor().endpoint().equals(whose)
        || move.touched().flatMap(Mark::endpoint).equals(whose)
        || move.service().map(it -> Mark.of(it.tags())).flatMap(Mark::endpoint).equals(whose)
        || new GroupView(world)
            .find(key.ref().name())
            .filter(it -> it.group().id().value().equals(call.request().subject()))
            .isPresent();
  }

  private void go(Happening.Go go) {
    EndpointKey key = EndpointKey.of("shop", go.name());
    InstanceId id = Scenarios.task(go.number()).id();
    if (script.isThere(key, id)) {
      if (go.seen()) {
        script.die(go.name(), id.value());
      } else {
        script.lose(go.name(), id.value());
      }
    }
  }

  private void takeOver(Duration behind, long deposedFor) {
    Replica former = leader;
    if (former.dead) {
      return;
    }
    former.deposed = true;
    checker.engineCannotKnow();
    after(BETWEEN_LEADERS.toMillis() + deposedFor, () -> former.dead = true);
    leader = new Replica(world.loop);
    Replica next = leader;
    after(
        BETWEEN_LEADERS.toMillis(),
        () -> {
          if (leader.equals(next) && !next.dead) {
            lead(behind);
          }
        });
  }

  private void after(long millis, Runnable what) {
    world.loop.after(Duration.ofMillis(millis), what);
  }

  @Override
  public void beforeCall(Call call) {
    if (call.client().equals("operator")) {
      calls++;
      if (call.action().mutating()) {
        activity.add(call);
      }
      record("calls " + call);
      mishaps.call(false);
    }
  }

  @Override
  public void afterCall(Call call, Outcome outcome) {
    if (call.client().equals("operator")) {
      record("is answered " + outcome);
      mishaps.call(true);
    }
  }

  private void noted(Object written) {
    activity.add(written);
    setbacks.noted(written);
    record("writes " + written);
  }

  /** For the hash, and for whoever wants to see it. */
  private void record(String what) {
    log.putString(world.loop.now() + " " + what, StandardCharsets.UTF_8);
    if (TRACED) {
      System.out.println(world.loop.now() + " " + what);
    }
  }

  /** Who leads now, if a process is up. */
  Optional<Engine> engine() {
    return leader.dead ? Optional.empty() : Optional.of(world.engine);
  }
}
