package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.engine.Loop.Result;
import io.vpcmesh.engine.requests.Budget;
import io.vpcmesh.engine.requests.Request;
import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.engine.requests.RequestScheduler;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Key;
import io.vpcmesh.telemetry.Figures.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries requests out when the scheduler says that it is their turn. */
final class Dispatcher {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final Loop loop;
  private final RequestScheduler scheduler;
  private final Consumer<Key> wake;
  private final BiConsumer<Key, Instant> wakeAt;
  private final BiConsumer<Key, RuntimeException> onBug;
  private Instant alarm = Instant.MAX;

  /**
   * Serves one engine.
   *
   * @param wake gives a key a pass
   * @param wakeAt gives it one then
   * @param onBug told when taking in an outcome for a key threw what nobody expects
   */
  Dispatcher(
      Loop loop,
      RequestScheduler scheduler,
      Consumer<Key> wake,
      BiConsumer<Key, Instant> wakeAt,
      BiConsumer<Key, RuntimeException> onBug) {
    this.loop = loop;
    this.scheduler = scheduler;
    this.wake = wake;
    this.wakeAt = wakeAt;
    this.onBug = onBug;
  }

  /** Who wants something, what it is about, and how urgent it is. */
  record Purpose(
      Key key, String slot, Priority priority, ImmutableList<AwsAction> actions, Budget budget) {}

  /**
   * A request. Its key gets a pass after the outcome was taken in.
   *
   * @param done takes what the work returned
   * @param failed takes what AWS refused
   */
  <T> Request request(
      Purpose purpose, Supplier<T> work, Consumer<T> done, Consumer<AwsFailure> failed) {
    Runnable run = () -> loop.call(work, result -> finish(purpose, result, done, failed));
    return new Request(
        purpose.key(),
        purpose.slot(),
        purpose.priority(),
        purpose.actions(),
        purpose.budget(),
        run);
  }

  /** Replaces all that the key wanted and was not begun yet. */
  void offer(Key key, ImmutableList<Request> requests) {
    scheduler.offer(key, requests);
    pump();
  }

  /** The key shall look again: what it waited for has changed. */
  void wake(Key key) {
    wake.accept(key);
  }

  /** The key shall look again then, if nothing has it look before. */
  void wakeAt(Key key, Instant at) {
    wakeAt.accept(key, at);
  }

  /** Another process called AWS until a moment ago. */
  void takeOver() {
    scheduler.takeOver(loop.now());
  }

  boolean underWay(Key key, String slot) {
    return scheduler.underWay(key, slot);
  }

  /** Whether any call for the key is under way. */
  boolean underWay(Key key) {
    return scheduler.underWay(key);
  }

  boolean idle() {
    return scheduler.idle();
  }

  /** What is to be done, with these keys that wait and those that are left alone. */
  Work work(int keysWaiting, int keysQuarantined) {
    return new Work(
        keysWaiting,
        keysQuarantined,
        scheduler.underWay(),
        scheduler.waiting(),
        scheduler.callsPerSecond(loop.now()));
  }

  private void pump() {
    Instant now = loop.now();
    scheduler
        .next(now)
        .ifPresentOrElse(
            request -> {
              request.work().run();
              pump();
            },
            () -> scheduler.nextAt(now).ifPresent(this::setAlarm));
  }

  private void setAlarm(Instant at) {
    Instant now = loop.now();
    if (at.isBefore(alarm) || !alarm.isAfter(now)) {
      alarm = at;
      Duration delay = Duration.between(now, at);
      loop.after(delay.isNegative() ? Duration.ZERO : delay, this::ring);
    }
  }

  private void ring() {
    alarm = Instant.MAX;
    pump();
  }

  private <T> void finish(
      Purpose purpose, Result<T> result, Consumer<T> done, Consumer<AwsFailure> failed) {
    scheduler.finished(purpose.key(), purpose.slot());
    try {
      take(purpose, result, done, failed);
    } catch (RuntimeException bug) {
      onBug.accept(purpose.key(), bug);
    }
    wake.accept(purpose.key());
    pump();
  }

  private <T> void take(
      Purpose purpose, Result<T> result, Consumer<T> done, Consumer<AwsFailure> failed) {
    switch (result) {
      case Result.Returned<T>(T value) -> {
        scheduler.accepted(purpose.budget(), purpose.actions());
        done.accept(value);
      }
      case Result.Threw<T>(AwsException e) -> {
        if (e.failure() instanceof AwsFailure.Throttled throttled) {
          scheduler.throttled(purpose.budget(), throttled.error().action(), loop.now());
        }
        failed.accept(e.failure());
      }
      case Result.Threw<T>(RuntimeException bug) -> {
        LOG.atError()
            .addKeyValue("resource", purpose.key())
            .addKeyValue("request", purpose.slot())
            .setCause(bug)
            .log("a call threw what nobody expects");
        failed.accept(perhapsHappened(purpose, bug));
      }
    }
  }

  private static AwsFailure perhapsHappened(Purpose purpose, RuntimeException bug) {
    return new AwsFailure.Unknown(
        new AwsFailure.AwsError(
            purpose.actions().getFirst(), bug.getClass().getSimpleName(), "" + bug.getMessage()));
  }
}
