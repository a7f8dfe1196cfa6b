package io.vpcmesh.e2e.bench;

import io.vpcmesh.model.InstanceId;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** When something first happened to an instance, in nanoseconds of this process. */
final class Moments {

  private static final int PATIENCE_SECONDS = 30;

  private final ConcurrentMap<What, CompletableFuture<Long>> moments = new ConcurrentHashMap<>();

  private record What(String event, InstanceId instance) {}

  void note(String event, InstanceId instance) {
    moment(event, instance).complete(System.nanoTime());
  }

  /** When it happened; waits until it has. */
  long await(String event, InstanceId instance) throws IOException {
    try {
      return moment(event, instance).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new IOException("in vain waited for %s of %s".formatted(event, instance), late);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", end);
    }
  }

  private CompletableFuture<Long> moment(String event, InstanceId instance) {
    return moments.computeIfAbsent(new What(event, instance), _ -> new CompletableFuture<>());
  }
}
