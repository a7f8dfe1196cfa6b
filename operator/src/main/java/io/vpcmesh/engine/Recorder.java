package io.vpcmesh.engine;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Milestone;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.deployment.Rollout;
import io.vpcmesh.engine.Loop.Result;
import io.vpcmesh.engine.Store.StaleException;
import io.vpcmesh.model.Key;
import io.vpcmesh.status.EndpointFindings;
import io.vpcmesh.status.EndpointReport;
import io.vpcmesh.status.MeshFindings;
import io.vpcmesh.status.MeshReport;
import io.vpcmesh.telemetry.Writing;
import io.vpcmesh.telemetry.Writing.Outcome;
import io.vpcmesh.topology.EndpointView;
import io.vpcmesh.topology.MeshView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes journals and status, each only when it differs from what was written last. One write for a
 * key is under way at a time; the pass that follows it sees to whatever changed meanwhile.
 */
final class Recorder {

  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final EngineContext context;
  private final Loop loop;
  private final Store store;
  private final KeyQueue queue;

  Recorder(EngineContext context, KeyQueue queue) {
    this.context = context;
    this.loop = context.loop;
    this.store = context.store;
    this.queue = queue;
  }

  /** What is written of a resource, and at which pace. */
  private record Entry(Writing writing, Key key, WritePace pace) {}

  /**
   * Writes the journal if it has to say something else. What no effect waits for is merged with
   * what follows.
   *
   * @return whether the effects that {@code next} announces may follow
   */
  boolean journal(EndpointState state, EndpointJournal next) {
    boolean announced = state.journal.announces(next);
    Entry entry = new Entry(Writing.JOURNAL, state.key, state.journalPace);
    Instant from = announced ? state.journalPace.atLeisure() : Instant.EPOCH;
    if (!next.equals(state.journal) && !state.releasing && mayWrite(entry, from)) {
      write(
          entry,
          () -> store.write(state.key, next),
          () -> {
            told(state.key, state.journal, next);
            state.journal = next;
          });
    }
    return announced;
  }

  /** Counts and tells what deployments came to between two journals. */
  private void told(Key key, Journal before, Journal next) {
    count(key, before.rollout(), next.rollout());
    tellSteps(key, before.rollout(), next.rollout());
  }

  /** Counts what came to an end between two journals. */
  private void count(Key key, Rollout<?> before, Rollout<?> after) {
    ImmutableSet<Deployment> known = ImmutableSet.copyOf(before.deployments());
    after.deployments().stream()
        .filter(it -> it.phase().isOver() && !known.contains(it))
        .forEach(it -> {
          context.meters.deployed(key, it.phase(), Duration.between(it.begunAt(), it.phaseSince()));
          if (it.phase() == Phase.ROLLED_BACK) {
            it.tripped().ifPresent(trip -> context.meters.rolledBack(trip.cause()));
          }
        });
  }

  /** What deployments came to between two journals. */
  private static void tellSteps(Key key, Rollout<?> before, Rollout<?> after) {
    ImmutableSet<String> known =
        before.deployments().stream().map(Recorder::step).collect(ImmutableSet.toImmutableSet());
    after.deployments().stream()
        .filter(it -> !known.contains(step(it)))
        .forEach(it ->
            Milestone.of(it)
                .ifPresent(milestone ->
                    (milestone.bad() ? LOG.atWarn() : LOG.atInfo())
                        .addKeyValue("resource", key)
                        .addKeyValue("deployment", it.nameOf(key))
                        .addKeyValue("reason", milestone.reason())
                        .log(milestone.note())));
  }

  private static String step(Deployment deployment) {
    return deployment.revision() + " " + deployment.phase() + " " + deployment.phaseSince();
  }

  /**
   * Writes the journal if it has to say something else.
   *
   * @return whether the effects that {@code next} announces may follow
   */
  boolean journal(MeshState state, MeshJournal next) {
    boolean announced = next.equals(state.journal);
    Entry entry = new Entry(Writing.JOURNAL, state.key, state.journalPace);
    if (!announced && !state.releasing && mayWrite(entry, Instant.EPOCH)) {
      write(
          entry,
          () -> store.write(state.key, next),
          () -> {
            told(state.key, state.journal, next);
            state.journal = next;
          });
    }
    return announced;
  }

  void status(EndpointState state, EndpointView view, EndpointFindings findings) {
    ServiceEndpointStatus before = state.status == null ? EmptyStatus.ENDPOINT : state.status;
    ServiceEndpointStatus next = EndpointReport.of(view, findings, before, loop.now());
    Entry entry = new Entry(Writing.STATUS, state.key, state.statusPace);
    state.statusPace.sees(view.resource().generation(), loop.now());
    if (!next.equals(before) && !state.releasing && mayWrite(entry, state.statusPace.atRest())) {
      write(
          entry,
          () -> store.write(state.key, view.resource().uid(), next),
          () -> {
            state.status = next;
            tell(state.key, before.conditions(), next.conditions());
          });
    }
  }

  void status(MeshState state, MeshView view, MeshFindings findings) {
    ServiceMeshStatus before = state.status == null ? EmptyStatus.MESH : state.status;
    ServiceMeshStatus next = MeshReport.of(view, findings, before, loop.now());
    Entry entry = new Entry(Writing.STATUS, state.key, state.statusPace);
    state.statusPace.sees(view.resource().generation(), loop.now());
    if (!next.equals(before) && !state.releasing && mayWrite(entry, state.statusPace.atRest())) {
      write(
          entry,
          () -> store.write(state.key, view.resource().uid(), next),
          () -> {
            state.status = next;
            tell(state.key, before.conditions(), next.conditions());
          });
    }
  }

  /** One at a time, and not before then: the key looks again when its moment has come. */
  private boolean mayWrite(Entry entry, Instant from) {
    if (entry.pace().isBusy()) {
      return false;
    }
    boolean due = !loop.now().isBefore(from);
    if (!due) {
      queue.wakeAt(entry.key(), from);
    }
    return due;
  }

  /** Whether a resource is ready, and why not, is told once for each change. */
  private static void tell(Key key, List<Condition> before, List<Condition> next) {
    ready(next)
        .filter(now -> !ready(before).map(Recorder::gist).equals(Optional.of(gist(now))))
        .ifPresent(now ->
            LOG.atInfo()
                .addKeyValue("resource", key)
                .addKeyValue("ready", now.status())
                .addKeyValue("reason", now.reason())
                .log(now.message()));
  }

  private static Optional<Condition> ready(List<Condition> conditions) {
    return conditions.stream().filter(condition -> condition.type().equals("Ready")).findFirst();
  }

  private static String gist(Condition condition) {
    return condition.status() + " " + condition.reason();
  }

  void release(EndpointState state) {
    if (!state.releasing && !state.journalPace.isBusy() && !state.statusPace.isBusy()) {
      state.releasing = true;
      release(state.key, () -> state.releasing = false);
    }
  }

  void release(MeshState state) {
    if (!state.releasing && !state.journalPace.isBusy() && !state.statusPace.isBusy()) {
      state.releasing = true;
      release(state.key, () -> state.releasing = false);
    }
  }

  private void release(Key key, Runnable failed) {
    call(
        Writing.RELEASE,
        key,
        () -> store.release(key),
        () -> LOG.atInfo().addKeyValue("resource", key).log("released"),
        failed);
  }

  private void write(Entry entry, Runnable write, Runnable written) {
    entry.pace().begin(loop.now());
    call(
        entry.writing(),
        entry.key(),
        write,
        () -> {
          entry.pace().written();
          written.run();
          follow(entry);
        },
        () -> entry.pace().refused(loop.now()));
  }

  /** What was written down holds: nobody goes by what held before any more. */
  private void follow(Entry entry) {
    switch (entry.writing()) {
      case JOURNAL -> queue.passNow(entry.key());
      case STATUS, RELEASE -> queue.wake(entry.key());
    }
  }

  private void call(Writing writing, Key key, Runnable work, Runnable done, Runnable failed) {
    Instant begun = loop.now();
    Supplier<Boolean> supplied =
        () -> {
          work.run();
          return true;
        };
    Consumer<Result<Boolean>> taken =
        result -> {
          context.meters.wrote(writing, outcome(result), Duration.between(begun, loop.now()));
          take(key, result, done, failed);
        };
    loop.call(supplied, taken);
  }

  private void take(Key key, Result<Boolean> result, Runnable done, Runnable failed) {
    switch (result) {
      case Result.Returned<Boolean> _ -> done.run();
      case Result.Threw<Boolean>(StaleException e) -> {
        failed.run();
        LOG.atDebug().addKeyValue("resource", key).log(e.getMessage());
        queue.wakeAt(key, loop.now().plus(RETRY));
      }
      case Result.Threw<Boolean>(RuntimeException e) -> {
        failed.run();
        LOG.atError().addKeyValue("resource", key).log(e.getMessage());
        queue.wakeAt(key, loop.now().plus(RETRY));
      }
    }
  }

  private static Outcome outcome(Result<Boolean> result) {
    return switch (result) {
      case Result.Returned<Boolean> _ -> Outcome.SUCCESS;
      case Result.Threw<Boolean>(StaleException _) -> Outcome.STALE;
      case Result.Threw<Boolean> _ -> Outcome.FAILED;
    };
  }
}
