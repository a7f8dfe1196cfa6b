package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.vpcmesh.membership.kubernetes.SliceMembership.Later;
import io.vpcmesh.model.ObjectRef;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a kind that may be installed later, or be taken away again, or be denied to us. It is
 * looked for now and then for as long as anybody needs it: that is one request, which the API
 * server answers without looking anything up.
 */
final class KindWatch<R extends HasMetadata> implements Watched<R> {

  static final Duration AGAIN = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(KindWatch.class);

  private final String what;
  private final Eyes<R> eyes;
  private final Surroundings surroundings;
  private Optional<SharedIndexInformer<R>> informer = Optional.empty();
  private Sight sight = Sight.UNKNOWN;
  private boolean resting;

  /**
   * What is around a watch.
   *
   * @param seen told of each object that came, changed or went
   * @param changed told when more or less is seen than before
   * @param needed whether to look again for what was not there
   */
  record Surroundings(
      Executor elsewhere,
      Later later,
      Consumer<ObjectRef> seen,
      Runnable changed,
      BooleanSupplier needed) {}

  /**
   * How to look.
   *
   * @param glance throws when the kind is not there, or is denied: an informer would make much ado
   * @param informers makes one that has not begun
   */
  record Eyes<R>(Runnable glance, Supplier<SharedIndexInformer<R>> informers) {}

  /**
   * A watch that has not begun.
   *
   * @param what for the log
   */
  KindWatch(String what, Eyes<R> eyes, Surroundings surroundings) {
    this.what = what;
    this.eyes = eyes;
    this.surroundings = surroundings;
  }

  @Override
  public synchronized void look() {
    if (informer.isEmpty() && !resting) {
      SharedIndexInformer<R> made = eyes.informers().get();
      informer = Optional.of(made);
      surroundings.elsewhere().execute(() -> begin(made));
    }
  }

  @Override
  public synchronized Sight sight() {
    return sight;
  }

  @Override
  public synchronized Optional<R> get(ObjectRef ref) {
    return informer.flatMap(it ->
        Optional.ofNullable(
            it.getStore().getByKey(Cache.namespaceKeyFunc(ref.namespace(), ref.name()))));
  }

  private void begin(SharedIndexInformer<R> made) {
    try {
      eyes.glance().run();
    } catch (KubernetesClientException failure) {
      end(made, failure);
      return;
    }
    made.addEventHandler(new Handler());
    made.exceptionHandler((_, failure) -> goesOn(made, failure));
    var _ =
        made.start()
            .whenComplete((_, failure) -> {
              if (failure == null) {
                see(made, Sight.COMPLETE);
              } else {
                end(made, failure);
              }
            });
  }

  /** What is not there, or is denied, is looked for again later; for all else the informer does. */
  private boolean goesOn(SharedIndexInformer<R> made, Throwable failure) {
    if (blindness(failure).isPresent()) {
      end(made, failure);
      return false;
    }
    LOG.atDebug().addKeyValue("kind", what).setCause(failure).log("cannot be watched right now");
    return true;
  }

  static Optional<Sight> blindness(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof KubernetesClientException refused) {
        switch (refused.getCode()) {
          case HttpURLConnection.HTTP_NOT_FOUND -> {
            return Optional.of(Sight.ABSENT);
          }
          case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN -> {
            return Optional.of(Sight.DENIED);
          }
          default -> {}
        }
      }
    }
    return Optional.empty();
  }

  private void end(SharedIndexInformer<R> made, Throwable failure) {
    boolean mine = rest(made);
    made.stop();
    if (mine) {
      see(blindness(failure).orElse(Sight.UNKNOWN));
      surroundings.later().after(AGAIN, this::again);
    }
  }

  private synchronized boolean rest(SharedIndexInformer<R> made) {
    boolean mine = informer.filter(made::equals).isPresent();
    if (mine) {
      informer = Optional.empty();
      resting = true;
    }
    return mine;
  }

  private void again() {
    awake();
    if (sight() == Sight.UNKNOWN || surroundings.needed().getAsBoolean()) {
      look();
    }
  }

  private synchronized void awake() {
    resting = false;
  }

  private void see(SharedIndexInformer<R> made, Sight next) {
    if (isCurrent(made)) {
      see(next);
    }
  }

  private synchronized boolean isCurrent(SharedIndexInformer<R> made) {
    return informer.filter(made::equals).isPresent();
  }

  private void see(Sight next) {
    if (turn(next)) {
      LOG.atInfo().addKeyValue("kind", what).addKeyValue("sight", next).log("watched or not");
      surroundings.changed().run();
    }
  }

  private synchronized boolean turn(Sight next) {
    boolean news = sight != next;
    sight = next;
    return news;
  }

  private final class Handler implements ResourceEventHandler<R> {

    @Override
    public void onAdd(R object) {
      surroundings.seen().accept(Declared.ref(object));
    }

    @Override
    public void onUpdate(R before, R object) {
      surroundings.seen().accept(Declared.ref(object));
    }

    @Override
    public void onDelete(R object, boolean deletedFinalStateUnknown) {
      surroundings.seen().accept(Declared.ref(object));
    }
  }
}
