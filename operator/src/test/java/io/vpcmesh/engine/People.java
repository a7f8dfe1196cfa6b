package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.deployment.Verb;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What people do to the declared world, and what they want it to be in the end. As with {@code
 * kubectl}, the same once more is nothing new, and what is being deleted can still be edited.
 */
final class People {

  private static final ImmutableList<String> NETS =
      ImmutableList.of("web", "orders", "rival", "cart", "billing");
  private static final String RIVAL = "rival";
  private static final String NONSENSE = "not a name";

  private final Script script;
  private final TestWorld world;

  /** An existing security group, made by somebody else. */
  private final String group;

  private final long seed;

  /** What was declared of each endpoint that shall be there, oldest first. */
  private final Map<String, List<Sketch>> wanted = new TreeMap<>();

  private MeshSketch mesh = MeshSketch.usual();
  private PolicySketch policy = PolicySketch.none();
  private boolean tornDown;
  private final Map<String, Integer> lives = new HashMap<>();
  private int tokens;

  People(Script script, String group, long seed) {
    this.script = script;
    this.world = script.world;
    this.group = group;
    this.seed = seed;
  }

  static boolean isNonsense(ServiceEndpointSpec spec) {
    return NONSENSE.equals(spec.serviceName());
  }

  void declare(String name, Sketch sketch) {
    wanted.computeIfAbsent(name, _ -> new ArrayList<>()).add(sketch);
    apply(name, sketch);
  }

  private void apply(String name, Sketch sketch) {
    ServiceEndpointSpec spec = sketch.spec(NETS.indexOf(name) + 1, group);
    Optional<Resource<ServiceEndpointSpec>> there = endpoint(name);
    if (there.map(Resource::spec).filter(spec::equals).isEmpty()) {
      script.endpoint(
          there
              .map(it -> it.respecified(spec))
              .orElseGet(() -> fresh(new ObjectRef("shop", name), spec)));
    }
  }

  void breakIt(String name) {
    Optional<Resource<ServiceEndpointSpec>> there = endpoint(name);
    if (there.isEmpty()) {
      world.endpoint(fresh(new ObjectRef("shop", name), Specs.named(Specs.client(), NONSENSE)));
    }
    there
        .filter(it -> !isNonsense(it.spec()))
        .ifPresent(it -> world.endpoint(it.respecified(Specs.named(it.spec(), NONSENSE))));
  }

  void revert(String name) {
    List<Sketch> all = wanted.getOrDefault(name, List.of());
    if (all.size() > 1 && endpoint(name).isPresent()) {
      declare(name, all.get(all.size() - 2));
    }
  }

  void delete(String name) {
    wanted.remove(name);
    withdraw(name);
  }

  private void withdraw(String name) {
    endpoint(name)
        .filter(there -> !there.deleting())
        .ifPresent(there -> world.endpoint(there.deletionRequested()));
  }

  void ask(String name, Verb verb) {
    tokens++;
    endpoint(name)
        .ifPresent(there -> {
          world.endpoint(there.annotated(with(there.annotations(), verb, "token-" + tokens)));
        });
  }

  private static ImmutableMap<String, String> with(
      ImmutableMap<String, String> annotations, Verb verb, String token) {
    return ImmutableMap.<String, String>builder()
        .putAll(annotations)
        .put(verb.annotation(), token)
        .buildKeepingLast();
  }

  void declareMesh(MeshSketch sketch) {
    mesh = sketch;
    ServiceMeshSpec spec = policy.of(sketch.spec(group));
    Optional<Resource<ServiceMeshSpec>> there = mesh();
    if (there.map(Resource::spec).filter(spec::equals).isEmpty()) {
      world.mesh(
          there
              .map(it -> it.respecified(spec))
              .orElseGet(() -> fresh(new ObjectRef("shop", "shop"), spec)));
    }
  }

  void declarePolicy(PolicySketch next) {
    policy = next;
    if (mesh().isPresent()) {
      declareMesh(mesh);
    }
  }

  void inherit(String name) {
    List<Sketch> all = wanted.getOrDefault(name, List.of());
    if (!all.isEmpty() && endpoint(name).isPresent()) {
      declare(name, all.getLast().inheriting());
    }
  }

  void askMesh(Verb verb) {
    tokens++;
    mesh()
        .ifPresent(there ->
            world.mesh(there.annotated(with(there.annotations(), verb, "token-" + tokens))));
  }

  /** Endpoints are still wanted: they are declared again in the end. */
  void deleteMesh(boolean all) {
    if (all) {
      ImmutableList.copyOf(world.endpoints.keySet()).forEach(ref -> withdraw(ref.name()));
    }
    mesh()
        .filter(there -> !there.deleting())
        .ifPresent(there -> world.mesh(there.deletionRequested()));
  }

  /** Whether the mesh goes, and cannot before its endpoints have gone. */
  boolean isMeshLeaving() {
    return mesh().filter(Resource::deleting).isPresent();
  }

  /** In the end everything shall go. */
  void tearDown() {
    tornDown = true;
  }

  /**
   * The last word: what is wanted is declared, valid, allowed, not paused and with an instance, and
   * nothing else. What is refused or has nothing to run would stay as it came to be; from this the
   * end follows alone, whatever happened on the way.
   */
  void lastWord() {
    if (tornDown) {
      ImmutableList.copyOf(world.endpoints.keySet()).forEach(ref -> delete(ref.name()));
      deleteMesh(false);
      return;
    }
    declareMesh(mesh.complete());
    settleRivalry();
    wanted.forEach((name, sketches) -> {
      EndpointKey key = EndpointKey.of("shop", name);
      boolean tasks = world.tasks.knows(key);
      if (tasks && script.ready(key).isEmpty()) {
        script.task(name, Scenarios.task(1));
      }
      apply(name, sketches.getLast().complete(tasks));
    });
    ImmutableList.copyOf(world.endpoints.keySet()).stream()
        .map(ObjectRef::name)
        .filter(name -> !wanted.containsKey(name))
        .forEach(this::delete);
  }

  /**
   * Who has a name that two want depends on what happened; so one of them goes, be it the one that
   * has it or the one that waits, unless it is the older one that has it.
   */
  private void settleRivalry() {
    Optional<String> contested =
        Optional.ofNullable(wanted.get(RIVAL))
            .map(sketches -> sketches.getLast().service())
            .filter(wanted::containsKey);
    if (contested.isEmpty()) {
      return;
    }
    String name = contested.orElseThrow();
    Optional<EndpointKey> holder = script.holder(name);
    boolean byAge =
        holder.isPresent()
            && holder.equals(older(EndpointKey.of("shop", name), EndpointKey.of("shop", RIVAL)));
    switch ((int) (seed % 3)) {
      case 0 -> wanted.remove(RIVAL);
      case 1 -> wanted.remove(name);
      default -> {
        if (!byAge) {
          wanted.remove(holder.map(it -> it.ref().name()).orElse(RIVAL));
        }
      }
    }
  }

  private Optional<EndpointKey> older(EndpointKey one, EndpointKey other) {
    return Stream.of(one, other)
        .filter(key -> endpoint(key.ref().name()).isPresent())
        .min(
            Comparator.comparing(
                    (EndpointKey key) -> endpoint(key.ref().name()).orElseThrow().createdAt())
                .thenComparing(key -> key));
  }

  /** Asks for whatever keeps anybody from running what is declared to be tried again. */
  void insist() {
    askMesh(Verb.RETRY);
    askMesh(Verb.PROMOTE);
    ImmutableList.copyOf(world.endpoints.keySet())
        .forEach(ref -> {
          ask(ref.name(), Verb.RETRY);
          ask(ref.name(), Verb.PROMOTE);
        });
  }

  private Optional<Resource<ServiceEndpointSpec>> endpoint(String name) {
    return Optional.ofNullable(world.endpoints.get(new ObjectRef("shop", name)));
  }

  private Optional<Resource<ServiceMeshSpec>> mesh() {
    return Optional.ofNullable(world.meshes.get(new ObjectRef("shop", "shop")));
  }

  private <S> Resource<S> fresh(ObjectRef ref, S spec) {
    int life = lives.merge(ref.name(), 1, Integer::sum);
    return new Resource<>(
        ref, "uid-" + ref.name() + "-" + life, 1, world.loop.now(), false, ImmutableMap.of(), spec);
  }
}
