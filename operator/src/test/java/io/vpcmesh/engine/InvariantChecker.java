package io.vpcmesh.engine;

import io.vpcmesh.cloud.Operation;
import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallObserver;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Instance;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Namespace;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Service;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsService;
import io.vpcmesh.model.EndpointKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Watches every call that the operator makes. It knows nothing of the product's guards: only what
 * AWS has and what the script did.
 */
final class InvariantChecker implements CallObserver {

  final List<Violation> violations = new ArrayList<>();
  private final Script script;
  private final QuotaInvariant quota;
  private final History history = new History();

  /** Other ways to see the declared world, one of which may be all that the engine can know. */
  Supplier<Stream<Script>> sights = Stream::of;

  InvariantChecker(Script script) {
    this.script = script;
    this.quota = new QuotaInvariant(script.world.quotas());
    script.world.cloud.observe(this);
    script.onRestart(this::engineCannotKnow);
  }

  /** Whether somebody changed what the endpoint has, and the engine cannot know of it yet. */
  Predicate<EndpointKey> meddled = _ -> false;

  /** The engine died, or was answered with something that is not so. */
  void engineCannotKnow() {
    history.doubt(script.world.loop.now());
  }

  @Override
  public void beforeCall(Call call) {
    if (!call.action().mutating()) {
      return;
    }
    Move move = new Move(call, script.world.snapshot(), script, history);
    if (call.client().equals("operator")) {
      history.begin();
      violations.addAll(unexcused(knowable(judged(move), move), move));
      quota.check(move).ifPresent(violations::add);
      history.wrote(move.subject(), call.at());
    } else if (call.request().instance().isPresent()) {
      noteForeign(move);
    }
  }

  private static List<Violation> judged(Move move) {
    return move.action().service() == AwsService.EC2
        ? GroupInvariants.of(move)
        : Invariants.of(move);
  }

  /**
   * Nobody keeps the last instance of which somebody else took all others without a word, nor what
   * he wrote so lately that no read shows it yet.
   */
  private List<Violation> knowable(List<Violation> found, Move move) {
    boolean fresh = history.isForeignFresh(move.subject(), move.at());
    return move.touched().flatMap(Mark::endpoint).filter(meddled).isEmpty()
        ? found
        : found.stream()
            .filter(violation -> !violation.invariant().equals("S11"))
            .filter(violation -> !fresh || !violation.invariant().equals("S38"))
            .toList();
  }

  /** What is in order by a declaration of which the engine has not heard yet counts for nothing. */
  private List<Violation> unexcused(List<Violation> found, Move move) {
    return found.isEmpty()
            || history.aside(() ->
                sights
                    .get()
                    .map(seen -> new Move(move.call(), move.world(), seen, history))
                    .anyMatch(seen -> judged(seen).isEmpty()))
        ? List.of()
        : found;
  }

  @Override
  public void afterCall(Call call, Outcome outcome) {
    if (!call.client().equals("operator") || !call.action().mutating()) {
      return;
    }
    boolean lost = outcome.failure().filter(AwsFailure.Unknown.class::isInstance).isPresent();
    boolean refused = !lost && !outcome.happened();
    if (refused && call.action() == AwsAction.DEREGISTER_INSTANCE) {
      history.notRemoved();
    }
    if (lost) {
      engineCannotKnow();
    } else if (outcome.happened() && call.request().instance().isPresent()) {
      history.answered.add(
          call.request().subject() + " " + call.request().instance().orElseThrow());
    }
    if (call.action() == AwsAction.CREATE_SERVICE) {
      unique();
    }
  }

  @Override
  public void operationEnded(Operation operation) {
    unique();
    history.answered.remove(
        operation.targets().get("SERVICE") + " " + operation.targets().get("INSTANCE"));
  }

  private void noteForeign(Move move) {
    Map<String, String> before =
        move.instance().<Map<String, String>>map(Instance::attributes).orElse(Map.of());
    Map<String, String> added = new HashMap<>(move.values());
    added.keySet().removeIf(key -> before.containsKey(key) || key.startsWith("AWS_"));
    history.foreign.put(move.subject(), added);
    history.foreignSince.put(move.subject(), move.at());
  }

  /** S12: one object for each logical key. */
  private void unique() {
    WorldSnapshot world = script.world.snapshot();
    Set<String> seen = new HashSet<>();
    Stream.of(
            world.namespaces().stream().map(InvariantChecker::key),
            world.namespaces().stream()
                .flatMap(space -> space.services().stream().map(service -> key(space, service))),
            world
                .services()
                .flatMap(service -> service.instances().stream().map(task -> key(service, task))))
        .flatMap(keys -> keys)
        .filter(key -> !seen.add(key))
        .forEach(key -> violations.add(new Violation("S12", "there are two of " + key)));
  }

  private static String key(Namespace space) {
    return "namespace " + space.name() + " " + Mark.of(space.tags());
  }

  private static String key(Namespace space, Service service) {
    return "service " + space.name() + "/" + service.name() + " " + Mark.of(service.tags());
  }

  private static String key(Service service, Instance instance) {
    Map<String, String> all = instance.attributes();
    return "instance %s %s:%s %s"
        .formatted(
            service.id(),
            all.getOrDefault("AWS_INSTANCE_IPV4", all.get("AWS_INSTANCE_IPV6")),
            all.get("AWS_INSTANCE_PORT"),
            Mark.of(all));
  }
}
