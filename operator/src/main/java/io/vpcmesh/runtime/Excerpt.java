package io.vpcmesh.runtime;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/**
 * The beginning of a body, as far as it comes soon. No more of it is taken, however long it is; a
 * body that breaks off counts as far as it came.
 */
final class Excerpt implements BodySubscriber<String> {

  private final int most;
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

  /**
   * Takes this many bytes.
   *
   * @param patience how long it waits for them
   */
  Excerpt(int most, Duration patience) {
    this.most = most;
    var _ = ended.completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public CompletionStage<String> getBody() {
    return ended.thenApply(_ -> taken.toString(StandardCharsets.UTF_8));
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    var _ = ended.thenRun(subscription::cancel);
    if (most == 0) {
      ended.complete(true);
    } else {
      subscription.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    buffers.forEach(this::take);
    if (taken.size() >= most) {
      ended.complete(true);
    }
  }

  private void take(ByteBuffer buffer) {
    byte[] bytes = new byte[Math.min(buffer.remaining(), most - taken.size())];
    buffer.get(bytes);
    taken.write(bytes, 0, bytes.length);
  }

  @Override
  public void onError(Throwable brokenOff) {
    ended.complete(false);
  }

  @Override
  public void onComplete() {
    ended.complete(true);
  }
}
