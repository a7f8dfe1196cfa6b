package io.vpcmesh.engine;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.deployment.Verb;
import io.vpcmesh.engine.Happening.Kind;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.model.AwsAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Makes a plan from a seed: a small mesh, a few changes, and what goes wrong meanwhile. */
final class PlanMaker {

  private static final ImmutableList<String> CLIENTS = ImmutableList.of("cart", "billing");
  private static final ImmutableList<String> SERVERS = ImmutableList.of("web", "orders");
  private static final String RIVAL = "rival";

  /** What is worth a fault of its own; all else is met by faults of any call. */
  private static final ImmutableList<AwsAction> ACTIONS =
      ImmutableList.of(
          AwsAction.REGISTER_INSTANCE,
          AwsAction.DEREGISTER_INSTANCE,
          AwsAction.CREATE_SERVICE,
          AwsAction.UPDATE_SERVICE,
          AwsAction.DELETE_SERVICE,
          AwsAction.CREATE_SECURITY_GROUP,
          AwsAction.AUTHORIZE_SECURITY_GROUP_INGRESS,
          AwsAction.REVOKE_SECURITY_GROUP_INGRESS,
          AwsAction.DELETE_SECURITY_GROUP,
          AwsAction.LIST_INSTANCES,
          AwsAction.LIST_SERVICES,
          AwsAction.GET_OPERATION,
          AwsAction.DESCRIBE_SECURITY_GROUPS,
          AwsAction.DESCRIBE_SECURITY_GROUP_RULES,
          AwsAction.CREATE_PRIVATE_DNS_NAMESPACE);

  private final Random random;
  private final List<Happening> happenings = new ArrayList<>();
  private final Map<String, Sketch> declared = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final String rivalled;
  private MeshSketch mesh = MeshSketch.usual();

  /** The length of the eventful part. */
  private long span;

  private PlanMaker(long seed) {
    // Seeds that follow each other would begin alike.
    random = new Random(seed * 0x9E3779B97F4A7C15L);
    rivalled = any(SERVERS);
  }

  static Plan of(long seed) {
    PlanMaker maker = new PlanMaker(seed);
    maker.begin();
    maker.go();
    return new Plan(
        seed,
        Stream.concat(maker.happenings.stream(), SequelMaker.of(seed, maker.happenings).stream())
            .sorted(Comparator.comparingLong(Happening::at))
            .collect(toImmutableList()));
  }

  private void begin() {
    span = 1000L * between(20, 300);
    names.addAll(CLIENTS.subList(0, between(1, 2)));
    names.addAll(chance(40) ? SERVERS : List.of(any(SERVERS)));
    happenings.add(new Happening.DeclareMesh(chance(90) ? 0 : at(), mesh));
    for (String name : names) {
      if (name.equals("orders")) {
        int tasks = between(1, 4);
        for (int i = 1; i <= tasks; i++) {
          happenings.add(new Happening.Come(0, name, i, State.READY));
        }
      }
      declare(chance(85) ? 0 : at(), name, fresh(name));
    }
  }

  private void go() {
    times(between(1, 6), this::person);
    times(between(0, 3), this::instance);
    times(between(0, 3), this::trouble);
    times(between(0, 2), this::driver);
    if (chance(12)) {
      happenings.add(new Happening.TearDown(span));
    }
  }

  private void person() {
    String name = any(names);
    switch (between(1, 12)) {
      case 1, 2, 3, 4 -> declare(at(), name, changed(declared.getOrDefault(name, fresh(name))));
      case 5 -> happenings.add(new Happening.Break(at(), name));
      case 6 -> happenings.add(new Happening.Revert(at(), name));
      case 7 -> {
        happenings.add(new Happening.Delete(at(), name));
        if (chance(50)) {
          declare(at(), name, fresh(name));
        }
      }
      case 8, 9 -> happenings.add(new Happening.Ask(at(), name, any(List.of(Verb.values()))));
      case 10 -> mesh();
      case 11 -> {
        declare(at(), RIVAL, rival());
        if (chance(50)) {
          happenings.add(new Happening.Break(at(), any(List.of(RIVAL, rivalled))));
        }
      }
      default -> {
        declare(at(), name, changed(declared.getOrDefault(name, fresh(name))));
        happenings.add(new Happening.Ask(at(), name, any(List.of(Verb.values()))));
      }
    }
  }

  private void declare(long at, String name, Sketch sketch) {
    declared.put(name, sketch);
    happenings.add(new Happening.Declare(at, name, sketch));
  }

  private void mesh() {
    mesh =
        new MeshSketch(
            chance(40), chance(30), chance(70), chance(70), chance(15), chance(30) ? 1 : 5);
    happenings.add(new Happening.DeclareMesh(at(), mesh));
  }

  private Sketch fresh(String name) {
    return CLIENTS.contains(name)
        ? Sketch.client()
        : new Sketch(
            10,
            8080,
            name.equals("orders") ? ImmutableList.of() : addresses(),
            true,
            clients(name),
            chance(10),
            between(0, 2) * 10,
            false,
            null);
  }

  private Sketch rival() {
    return new Sketch(
        10, 7070, ImmutableList.of(9), true, ImmutableList.of(), false, 10, false, rivalled);
  }

  private Sketch changed(Sketch was) {
    boolean paused = chance(8) != was.paused();
    if (!was.serves()) {
      return new Sketch(
          10,
          0,
          was.addresses(),
          false,
          was.clients(),
          chance(50) != was.carries(),
          was.bake(),
          paused,
          was.service());
    }
    return new Sketch(
        chance(50) ? any(List.of(10, 20, 30)) : was.ttl(),
        chance(40) ? any(List.of(8080, 9090)) : was.port(),
        was.addresses().isEmpty() || chance(60) ? was.addresses() : addresses(),
        true,
        chance(50) ? clients("") : was.clients(),
        chance(10) != was.carries(),
        was.bake(),
        paused,
        was.service());
  }

  private ImmutableList<Integer> addresses() {
    return Stream.of(1, 2, 3)
        .filter(last -> last == 1 ? chance(80) : chance(50))
        .collect(toImmutableList());
  }

  private ImmutableList<String> clients(String self) {
    return Stream.of("cart", "billing", "web", MeshSketch.OFFICE)
        .filter(name -> !name.equals(self) && chance(name.equals("cart") ? 70 : 30))
        .collect(toImmutableList());
  }

  private void instance() {
    int number = between(1, 5);
    happenings.add(
        switch (between(1, 6)) {
          case 1, 2 -> new Happening.Come(at(), "orders", number, State.READY);
          case 3 -> new Happening.Come(at(), "orders", number, any(List.of(State.values())));
          case 4 -> new Happening.Go(at(), "orders", number, true);
          case 5 -> new Happening.Go(at(), "orders", number, false);
          default -> new Happening.SourceLost(at(), 1000L * between(1, 60));
        });
  }

  private void trouble() {
    boolean storm = chance(20);
    happenings.add(
        new Happening.Trouble(
            at(),
            chance(60) ? Optional.of(any(ACTIONS)) : Optional.empty(),
            any(List.of(Kind.values())),
            storm ? 1 : between(1, 12),
            storm ? 1000 : between(1, 3),
            1000L * (storm ? between(5, 120) : 600)));
  }

  private void driver() {
    happenings.add(
        switch (between(1, 8)) {
          case 1, 2, 3 ->
              new Happening.Death(
                  at(), chance(50), between(1, 10), chance(50), chance(50) ? 0 : between(1, 60000));
          case 4 ->
              new Happening.TakeOver(at(), chance(50) ? 0 : between(1, 60000), between(0, 9000));
          case 5 -> new Happening.WatchLate(at(), between(1, 20000), between(1000, 60000));
          case 6 -> new Happening.WatchLost(at(), between(1000, 120000));
          case 7 -> new Happening.Again(at(), any(names));
          default -> new Happening.StoreTrouble(at(), between(1, 6), between(1, 4), chance(50));
        });
  }

  private void times(int count, Runnable what) {
    for (int i = 0; i < count; i++) {
      what.run();
    }
  }

  /** Mostly while something is going on. */
  private long at() {
    return happenings.isEmpty() || chance(60)
        ? random.nextLong(span)
        : any(happenings).at() + random.nextLong(8000);
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
