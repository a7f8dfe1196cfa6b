package io.vpcmesh.standalone;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ConditionStatus;
import io.vpcmesh.cloud.Cloud;
import io.vpcmesh.engine.Engine;
import io.vpcmesh.engine.EngineSettings;
import io.vpcmesh.engine.Loop;
import io.vpcmesh.engine.Store.Journals;
import io.vpcmesh.membership.StaticMembership;
import io.vpcmesh.model.Reach;
import io.vpcmesh.runtime.MemoryStore;
import io.vpcmesh.standalone.directory.DirectoryDecision;
import io.vpcmesh.standalone.directory.DirectoryMemory;
import io.vpcmesh.standalone.directory.DirectoryRecord;
import io.vpcmesh.standalone.directory.Look;
import io.vpcmesh.standalone.directory.ManifestName;
import io.vpcmesh.standalone.directory.Rules;
import io.vpcmesh.topology.TopologyEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a daemon would do with a directory of manifests: the same decisions, on a copy of the state,
 * without a write.
 */
public final class Preview {

  /** Long enough ago that every file counts. */
  private static final Duration QUIET = Duration.ofHours(1);

  private static final Journals NOTHING =
      new Journals(ImmutableMap.of(), ImmutableMap.of(), ImmutableMap.of(), ImmutableMap.of());

  private final MemoryStore store;
  private final Engine engine;
  private final DirectoryDecision decision;

  /**
   * What would be done.
   *
   * @param changes for each resource that has any, in the order in which they would be made
   * @param problems what keeps resources from being as declared, as lines for a person
   */
  public record Result(
      ImmutableSortedMap<ManifestName, ImmutableList<String>> changes,
      ImmutableList<String> problems) {}

  /**
   * What a preview is made from.
   *
   * @param state of the daemon whose next steps are wanted, if there is one
   * @param reach of that daemon
   */
  public record Parts(
      ManifestDirectory manifests, Optional<StateDirectory> state, Cloud cloud, Reach reach) {}

  /** Begins a preview on the loop; it is done when {@link #isDone} says so. */
  public Preview(Parts parts, Loop loop) {
    Optional<StateDirectory> state = parts.state();
    String installation = state.map(StateDirectory::installation).orElse("preview");
    Journals journals = state.map(known -> known.store().load()).orElse(NOTHING);
    store = new MemoryStore(journals);
    engine =
        new Engine(
            EngineSettings.of(installation).observing().reaching(parts.reach()),
            loop,
            store,
            parts.cloud(),
            ImmutableList.of(new StaticMembership()));
    decision = decide(parts.manifests(), state, new Rules(installation, false), loop.now());
    engine.start(journals);
    decision.events().forEach(engine::observe);
    engine.synced();
  }

  /**
   * What a directory of manifests declares.
   *
   * @param problems what is wrong with its files, as lines for a person
   */
  public record Declared(ImmutableList<TopologyEvent> events, ImmutableList<String> problems) {}

  /** Reads a directory of manifests as a new daemon would. */
  public static Declared read(ManifestDirectory manifests, Instant now) {
    DirectoryDecision decision =
        decide(manifests, Optional.empty(), new Rules("preview", false), now);
    return new Declared(decision.events(), decision.problems());
  }

  private static DirectoryDecision decide(
      ManifestDirectory manifests, Optional<StateDirectory> state, Rules rules, Instant now) {
    Instant before = now.minus(QUIET);
    Look look = manifests.look();
    if (look instanceof Look.Unavailable(String why)) {
      throw new StateException(why + ": name another one with --manifests");
    }
    DirectoryMemory memory =
        DirectoryMemory.restored(
                state.map(known -> known.resources().readAll()).orElse(ImmutableList.of()),
                state.map(StateDirectory::directory).orElse(DirectoryRecord.NOTHING),
                before)
            .looked(look, before);
    return DirectoryDecision.decide(
        memory.read(manifests.read(memory.toBeRead(now))), rules, ImmutableMap.of(), now);
  }

  /** To be asked on the loop. */
  public boolean isDone() {
    return engine.isSynced() && engine.idle();
  }

  public Result result() {
    Map<ManifestName, ImmutableList<String>> changes = new TreeMap<>();
    ImmutableList.Builder<String> problems = ImmutableList.builder();
    problems.addAll(decision.problems());
    Journals journals = store.load();
    journals
        .meshStatus()
        .forEach((key, status) -> {
          changes.put(ManifestName.of(key), ImmutableList.copyOf(status.plannedChanges()));
          problems.addAll(problems(ManifestName.of(key), status.conditions()));
        });
    journals
        .endpointStatus()
        .forEach((key, status) -> {
          changes.put(ManifestName.of(key), ImmutableList.copyOf(status.plannedChanges()));
          problems.addAll(problems(ManifestName.of(key), status.conditions()));
        });
    changes.values().removeIf(List::isEmpty);
    return new Result(ImmutableSortedMap.copyOf(changes), problems.build());
  }

  /** That changes are only planned is no problem here, and neither is what is on its way out. */
  private ImmutableList<String> problems(ManifestName name, List<Condition> conditions) {
    return conditions.stream()
        .filter(condition -> condition.type().equals("Ready"))
        .filter(condition -> condition.status() != ConditionStatus.TRUE)
        .filter(condition -> !isExpected(condition.reason()))
        .filter(condition -> !decision.problems().contains(condition.message()))
        .map(condition -> name + ": " + condition.reason() + ": " + condition.message())
        .collect(toImmutableList());
  }

  private static boolean isExpected(String reason) {
    return switch (reason) {
      case "Paused", "Terminating", "NoHealthyInstances" -> true;
      default -> false;
    };
  }
}
