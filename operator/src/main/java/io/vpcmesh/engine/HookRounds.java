package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Signals.Hooks;
import io.vpcmesh.engine.Loop.Result;
import io.vpcmesh.model.Hook;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hooks that the deployments of an engine ask. A hook gives its yes or no at most once for each
 * stage, and step, of a deployment as long as this process lives: another process asks again.
 */
final class HookRounds {

  private static final Logger LOG = LoggerFactory.getLogger(HookRounds.class);

  private final Loop loop;
  private final HookCalls calls;
  private final Consumer<Key> wake;
  private final Map<Id, HookRound> rounds = new HashMap<>();
  private int underWay;

  /** What is asked once. */
  private record Id(Key target, String deployment, Hook.Stage stage, int step) {

    private static Id of(HookOccasion occasion) {
      return new Id(occasion.target(), occasion.deployment(), occasion.stage(), occasion.step());
    }
  }

  /**
   * Nobody was asked yet.
   *
   * @param wake gives the target of a deployment a pass when a hook has answered
   */
  HookRounds(Loop loop, HookCalls calls, Consumer<Key> wake) {
    this.loop = loop;
    this.calls = calls;
    this.wake = wake;
  }

  /** Asks those whom a deployment has to hear now; nobody depends on a first one yet. */
  Hooks ask(MeshId mesh, Key target, Deployment deployment, ImmutableList<Hook> hooks) {
    if (hooks.isEmpty() || deployment.first()) {
      return Hooks.NOBODY;
    }
    ImmutableList.Builder<String> notes = ImmutableList.builder();
    for (Hook.Stage stage : deployment.asks(loop.now())) {
      Hooks answer =
          ask(
              new HookOccasion(
                  mesh,
                  target,
                  deployment.nameOf(target),
                  deployment.revision(),
                  stage,
                  stage == Hook.Stage.AFTER_STEP ? deployment.step() : 0,
                  deployment.phase().spelled()),
              hooks);
      if (!(answer instanceof Hooks.Passed passed)) {
        return answer;
      }
      notes.addAll(passed.notes());
    }
    return new Hooks.Passed(notes.build());
  }

  /**
   * Asks those whose turn it is, and answers how it stands.
   *
   * @param hooks of the deployment's policy, of all stages; later calls change nothing
   */
  Hooks ask(HookOccasion occasion, ImmutableList<Hook> hooks) {
    HookRound round =
        rounds.computeIfAbsent(
            Id.of(occasion),
            id ->
                new HookRound(
                    hooks.stream()
                        .filter(hook -> hook.stage() == id.stage())
                        .collect(ImmutableList.toImmutableList())));
    round.take(loop.now()).forEach(hook -> ask(hook, occasion, round));
    return round.signal();
  }

  private void ask(Hook hook, HookOccasion occasion, HookRound round) {
    underWay++;
    loop.call(
        () -> calls.ask(hook, occasion),
        result -> {
          underWay--;
          round.answered(hook.name(), answer(hook, occasion, result), loop.now());
          wake.accept(occasion.target());
        });
  }

  private static HookAnswer answer(Hook hook, HookOccasion occasion, Result<HookAnswer> result) {
    return switch (result) {
      case Result.Returned<HookAnswer>(HookAnswer answer) -> answer;
      case Result.Threw<HookAnswer>(RuntimeException bug) -> {
        LOG.atError()
            .addKeyValue("resource", occasion.target())
            .addKeyValue("hook", hook.name())
            .setCause(bug)
            .log("a call of a hook threw what nobody expects");
        yield new HookAnswer.Unreachable(
            "it could not be called: " + bug.getClass().getSimpleName());
      }
    };
  }

  /** When somebody is to be asked again for the target. */
  Instant nextLook(Key target) {
    return rounds.entrySet().stream()
        .filter(round -> round.getKey().target().equals(target))
        .map(round -> round.getValue().nextLook())
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /** No deployment of the target waits for anybody: whoever is asked next is asked anew. */
  void forget(Key target) {
    rounds.keySet().removeIf(id -> id.target().equals(target));
  }

  /** Whether nobody is being asked. */
  boolean idle() {
    return underWay == 0;
  }
}
