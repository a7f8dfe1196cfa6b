package io.vpcmesh.engine;

import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
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

  /** What is written of a resource. */
  private record Entry(Writing writing, Key key) {}

  /**
   * Writes the journal if it has to say something else.
   *
   * @return whether the effects that {@code next} announces may follow
   */
  boolean journal(EndpointState state, EndpointJournal next) {
    if (!next.equals(state.journal) && !state.journalBusy) {
      state.journalBusy = true;
      write(
          new Entry(Writing.JOURNAL, state.key),
          () -> store.write(state.key, next),
          () -> state.journal = next,
          () -> state.journalBusy = false);
    }
    return state.journal.announces(next);
  }

  /**
   * Writes the journal if it has to say something else.
   *
   * @return whether the effects that {@code next} announces may follow
   */
  boolean journal(MeshState state, MeshJournal next) {
    if (!next.equals(state.journal) && !state.journalBusy) {
      state.journalBusy = true;
      write(
          new Entry(Writing.JOURNAL, state.key),
          () -> store.write(state.key, next),
          () -> state.journal = next,
          () -> state.journalBusy = false);
    }
    return next.equals(state.journal);
  }

  void status(EndpointState state, EndpointView view, EndpointFindings findings) {
    ServiceEndpointStatus before = state.status == null ? EmptyStatus.ENDPOINT : state.status;
    ServiceEndpointStatus next = EndpointReport.of(view, findings, before, loop.now());
    if (!next.equals(before) && !state.statusBusy && !state.releasing) {
      state.statusBusy = true;
      write(
          new Entry(Writing.STATUS, state.key),
          () -> store.write(state.key, next),
          () -> {
            state.status = next;
            tell(state.key, before.conditions(), next.conditions());
          },
          () -> state.statusBusy = false);
    }
  }

  void status(MeshState state, MeshView view, MeshFindings findings) {
    ServiceMeshStatus before = state.status == null ? EmptyStatus.MESH : state.status;
    ServiceMeshStatus next = MeshReport.of(view, findings, before, loop.now());
    if (!next.equals(before) && !state.statusBusy && !state.releasing) {
      state.statusBusy = true;
      write(
          new Entry(Writing.STATUS, state.key),
          () -> store.write(state.key, next),
          () -> {
            state.status = next;
            tell(state.key, before.conditions(), next.conditions());
          },
          () -> state.statusBusy = false);
    }
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
    if (!state.releasing && !state.journalBusy && !state.statusBusy) {
      state.releasing = true;
      release(state.key, () -> state.releasing = false);
    }
  }

  void release(MeshState state) {
    if (!state.releasing && !state.journalBusy && !state.statusBusy) {
      state.releasing = true;
      release(state.key, () -> state.releasing = false);
    }
  }

  private void release(Key key, Runnable failed) {
    call(
        new Entry(Writing.RELEASE, key),
        () -> store.release(key),
        () -> LOG.atInfo().addKeyValue("resource", key).log("released"),
        failed);
  }

  private void write(Entry what, Runnable write, Runnable written, Runnable ended) {
    call(
        what,
        write,
        () -> {
          ended.run();
          written.run();
          queue.wake(what.key());
        },
        ended);
  }

  private void call(Entry what, Runnable work, Runnable done, Runnable failed) {
    Instant begun = loop.now();
    Supplier<Boolean> supplied =
        () -> {
          work.run();
          return true;
        };
    Consumer<Result<Boolean>> taken =
        result -> {
          context.meters.wrote(
              what.writing(), outcome(result), Duration.between(begun, loop.now()));
          take(what.key(), result, done, failed);
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
