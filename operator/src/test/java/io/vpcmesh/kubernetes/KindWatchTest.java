package io.vpcmesh.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ExceptionHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.vpcmesh.kubernetes.Watched.Sight;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

class KindWatchTest {

  private final List<SharedIndexInformer<Service>> informers = new ArrayList<>();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private Optional<KubernetesClientException> trouble = Optional.empty();
  private int glances;
  private int changes;
  private boolean needed = true;
  private final KindWatch<Service> watch =
      new KindWatch<>(
          "Service",
          new KindWatch.Eyes<>(this::glance, this::informer),
          new KindWatch.Surroundings(
              Runnable::run, (_, task) -> later.add(task), _ -> {}, () -> changes++, () -> needed));

  @Test
  void whatIsThereIsSeenWhenTheFirstListIsComplete() {
    watch.look();
    Sight before = watch.sight();
    started.complete(null);
    watch.look();

    assertThat(before).isEqualTo(Sight.UNKNOWN);
    assertThat(watch.sight()).isEqualTo(Sight.COMPLETE);
    assertThat(changes).isEqualTo(1);
    assertThat(informers).hasSize(1);
  }

  @Test
  void whatIsNotThereIsLookedForAgainAndNoInformerTries() {
    trouble = refused(404);
    watch.look();
    watch.look();
    Sight without = watch.sight();
    verify(informers.getFirst(), never()).start();
    later.remove().run();
    trouble = Optional.empty();
    later.remove().run();
    started.complete(null);

    assertThat(without).isEqualTo(Sight.ABSENT);
    assertThat(watch.sight()).isEqualTo(Sight.COMPLETE);
    assertThat(glances).isEqualTo(3);
    assertThat(changes).isEqualTo(2);
  }

  @Test
  void whatNobodyNeedsIsNotLookedForAgain() {
    trouble = refused(404);
    needed = false;
    watch.look();
    later.remove().run();

    assertThat(later).isEmpty();
    assertThat(glances).isEqualTo(1);
  }

  @Test
  void whatIsDeniedIsNotThereForUs() {
    trouble = refused(403);

    watch.look();

    assertThat(watch.sight()).isEqualTo(Sight.DENIED);
  }

  @Test
  void whoDoesNotAnswerIsAskedAgainWhoeverNeedsIt() {
    trouble = refused(0);
    needed = false;
    watch.look();
    trouble = Optional.empty();
    later.remove().run();
    started.complete(null);

    assertThat(watch.sight()).isEqualTo(Sight.COMPLETE);
  }

  @Test
  void whatIsTakenAwayIsNotSeenAnyMore() {
    watch.look();
    started.complete(null);
    ArgumentCaptor<ExceptionHandler> handler = ArgumentCaptor.captor();
    verify(informers.getFirst()).exceptionHandler(handler.capture());

    boolean afterOutage = handler.getValue().retryAfterException(true, refused(503).orElseThrow());
    boolean afterRemoval =
        handler
            .getValue()
            .retryAfterException(true, new CompletionException(refused(404).orElseThrow()));

    assertThat(afterOutage).isTrue();
    assertThat(afterRemoval).isFalse();
    assertThat(watch.sight()).isEqualTo(Sight.ABSENT);
    verify(informers.getFirst()).stop();
    assertThat(later).hasSize(1);
  }

  private void glance() {
    glances++;
    trouble.ifPresent(KindWatchTest::raise);
  }

  private static void raise(KubernetesClientException trouble) {
    throw trouble;
  }

  private SharedIndexInformer<Service> informer() {
    SharedIndexInformer<Service> informer = mock();
    when(informer.start()).thenReturn(started);
    when(informer.addEventHandler(any())).thenReturn(informer);
    informers.add(informer);
    return informer;
  }

  private static Optional<KubernetesClientException> refused(int code) {
    return Optional.of(new KubernetesClientException("no", code, null));
  }
}
