package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.HookStage;
import io.vpcmesh.deployment.Verb;
import io.vpcmesh.engine.Happening.Kind;
import io.vpcmesh.engine.Happening.Opinion;
import io.vpcmesh.model.AlarmState;
import io.vpcmesh.model.AwsAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What others have to say and to do while the plan of a seed goes on: alarms and hooks, people who
 * turn to the mesh as a whole, and hands in AWS. It has a chance of its own, so that the rest of a
 * seed means what it did.
 */
final class SequelMaker {

  private static final ImmutableList<HookStage> STAGES =
      ImmutableList.of(HookStage.BEFORE_DEPLOYMENT, HookStage.AFTER_STEP, HookStage.AFTER_BAKE);
  private static final ImmutableList<Kind> OF_A_READ =
      ImmutableList.of(
          Kind.DENIED,
          Kind.THROTTLED,
          Kind.UNAVAILABLE,
          Kind.TIMEOUT,
          Kind.STALE_READ,
          Kind.EMPTY_PAGE);

  private final Random random;
  private final ImmutableList<Happening> plan;
  private final ImmutableList<String> names;

  /** Those of them that have a service. */
  private final ImmutableList<String> servers;

  private final long span;
  private final List<Happening> sequel = new ArrayList<>();

  /** When something is changed. */
  private final List<Long> changes = new ArrayList<>();

  private SequelMaker(long seed, List<Happening> plan) {
    this.random = new Random(~seed * 0x9E3779B97F4A7C15L);
    this.plan = ImmutableList.copyOf(plan);
    this.names =
        plan.stream()
            .filter(Happening.Declare.class::isInstance)
            .map(it -> ((Happening.Declare) it).name())
            .distinct()
            .sorted()
            .collect(ImmutableList.toImmutableList());
    this.servers =
        plan.stream()
            .filter(Happening.Declare.class::isInstance)
            .map(Happening.Declare.class::cast)
            .filter(it -> it.sketch().serves())
            .map(Happening.Declare::name)
            .distinct()
            .sorted()
            .collect(ImmutableList.toImmutableList());
    this.span = plan.stream().mapToLong(Happening::at).max().orElse(0) + 1;
    plan.stream().filter(SequelMaker::isChange).map(Happening::at).forEach(changes::add);
  }

  /** What comes to a plan, in any order. */
  static ImmutableList<Happening> of(long seed, List<Happening> plan) {
    SequelMaker maker = new SequelMaker(seed, plan);
    maker.go();
    return ImmutableList.copyOf(maker.sequel);
  }

  private void go() {
    if (chance(40)) {
      signals();
    }
    if (chance(25)) {
      changeOfTheMesh();
    }
    if (chance(10)) {
      endOfTheMesh();
    }
    if (chance(30)) {
      times(between(1, 3), this::meddle);
    }
  }

  private void signals() {
    boolean watched = chance(60);
    PolicySketch policy = policy(watched, !watched || chance(40));
    sequel.add(new Happening.DeclarePolicy(chance(80) ? 0 : at(), policy));
    times(between(1, 2), this::change);
    if (policy.watched()) {
      times(between(1, 3), this::alarm);
    }
    if (policy.stage() != null) {
      times(between(1, 3), this::hook);
    }
  }

  private PolicySketch policy(boolean watched, boolean asks) {
    return new PolicySketch(
        watched,
        asks ? any(STAGES) : null,
        chance(10),
        chance(10),
        any(List.of(0, 20, 60)),
        chance(30) ? any(List.of(20, 40)) : 0);
  }

  /** Of something that is there already, so that it can be taken back. */
  private void change() {
    String name = any(names);
    long at = 60_000 + random.nextLong(120_000);
    changes.add(at);
    plan.stream()
        .filter(Happening.Declare.class::isInstance)
        .map(Happening.Declare.class::cast)
        .filter(it -> it.name().equals(name) && it.at() <= at)
        .reduce((_, last) -> last)
        .ifPresent(it -> sequel.add(new Happening.Declare(at, name, turned(it.sketch()))));
  }

  private Sketch turned(Sketch was) {
    return new Sketch(
        was.ttl() == 30 ? 20 : 30,
        was.port() == 0 || chance(50) ? was.port() : 9191,
        was.addresses(),
        was.serves(),
        was.clients(),
        !was.serves() != was.carries(),
        any(List.of(10, 20, 40)),
        false,
        was.service());
  }

  private void alarm() {
    long at = near();
    if (chance(25)) {
      sequel.add(
          new Happening.Trouble(
              at,
              Optional.of(AwsAction.DESCRIBE_ALARMS),
              any(OF_A_READ),
              between(1, 3),
              between(1, 30),
              1000L * between(5, 120)));
    }
    sequel.add(
        new Happening.Alarm(
            at,
            chance(10)
                ? Optional.empty()
                : Optional.of(chance(60) ? AlarmState.ALARM : any(List.of(AlarmState.values())))));
    if (chance(60)) {
      sequel.add(new Happening.Alarm(at + random.nextLong(90_000), Optional.of(AlarmState.OK)));
    }
  }

  private void hook() {
    long at = near();
    sequel.add(
        new Happening.Hook(at, chance(50) ? Opinion.OBJECTS : any(List.of(Opinion.values()))));
    if (chance(60)) {
      sequel.add(new Happening.Hook(at + random.nextLong(90_000), Opinion.APPROVES));
    }
  }

  /** One that all endpoints follow, or one of them cannot. */
  private void changeOfTheMesh() {
    String one = any(servers.isEmpty() ? names : servers);
    long at = 40_000 + random.nextLong(150_000);
    changes.add(at);
    if (chance(60)) {
      sequel.add(new Happening.Inherit(chance(70) ? 1 : at(), one));
      sequel.add(new Happening.DeclarePolicy(at, policy(chance(20), chance(20))));
      sequel.add(
          new Happening.DeclarePolicy(
              at + random.nextLong(60_000), heritage(any(List.of(20, 40, 60)))));
    } else {
      sequel.add(new Happening.DeclareMesh(at, turned(lastMesh())));
    }
    if (chance(50)) {
      sequel.add(
          new Happening.Refuse(
              Math.max(0, at - 5_000 + random.nextLong(10_000)), one, 1000L * between(5, 300)));
    }
    times(
        between(0, 2),
        () -> sequel.add(new Happening.AskMesh(near(), any(List.of(Verb.values())))));
  }

  private PolicySketch heritage(int ttl) {
    return new PolicySketch(false, null, false, chance(10), any(List.of(0, 20, 60)), ttl);
  }

  private static MeshSketch turned(MeshSketch was) {
    return new MeshSketch(
        was.immediate(),
        !was.open(),
        was.office(),
        was.groupsAllowed(),
        was.paused(),
        was.together());
  }

  private MeshSketch lastMesh() {
    return plan.stream()
        .filter(Happening.DeclareMesh.class::isInstance)
        .map(it -> ((Happening.DeclareMesh) it).sketch())
        .reduce((_, last) -> last)
        .orElseGet(MeshSketch::usual);
  }

  private void endOfTheMesh() {
    long at = chance(50) ? at() : near();
    boolean all = chance(60);
    sequel.add(new Happening.DeleteMesh(at, all));
    if (chance(60)) {
      long again = at + random.nextLong(120_000);
      sequel.add(new Happening.DeclareMesh(again, lastMesh()));
      plan.stream()
          .filter(Happening.Declare.class::isInstance)
          .map(Happening.Declare.class::cast)
          .filter(_ -> all && chance(50))
          .forEach(it ->
              sequel.add(
                  new Happening.Declare(again + random.nextLong(30_000), it.name(), it.sketch())));
    }
  }

  private void meddle() {
    sequel.add(
        new Happening.Meddle(
            chance(40) ? at() : near(), any(names), any(List.of(Meddling.values()))));
  }

  private static boolean isChange(Happening happening) {
    return happening.at() > 0
        && (happening instanceof Happening.Declare || happening instanceof Happening.DeclareMesh);
  }

  /** A little before a change begins, or in its course. */
  private long near() {
    return changes.isEmpty() ? at() : Math.max(0, any(changes) - 10_000 + random.nextLong(60_000));
  }

  private long at() {
    return random.nextLong(span);
  }

  private void times(int count, Runnable what) {
    for (int i = 0; i < count; i++) {
      what.run();
    }
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private int between(int first, int last) {
    return first + random.nextInt(last - first + 1);
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
