package io.vpcmesh.cloud.aws;

import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Calls of one client: they end in time, and what goes wrong in them leaves as our own exception.
 *
 * @param server where the client sends its requests, as messages name it
 */
record Calls(String server, Duration timeout) {

  static Calls of(String service, AwsServiceClientConfiguration client, Duration timeout) {
    return new Calls(
        client
            .endpointOverride()
            .map(Object::toString)
            .orElseGet(() -> service + " in " + client.region()),
        timeout);
  }

  /**
   * Makes the call on a thread of its own. The SDK's timeout covers neither the search for
   * credentials nor name resolution, and neither it nor an interrupt ends a read of a platform
   * thread.
   */
  <T> T make(AwsAction action, Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.ofVirtual().name(action.awsName()).start(task);
    try {
      return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failure(action, e);
    } catch (TimeoutException e) {
      throw new AwsException(Silences.late(action, server), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AwsException(Silences.interrupted(action), e);
    } finally {
      task.cancel(true);
    }
  }

  /** What is no failure of a call is a bug, and goes on as it is. */
  private RuntimeException failure(AwsAction action, ExecutionException e) {
    return switch (e.getCause()) {
      case SdkException failure -> new AwsException(Failures.of(action, server, failure), failure);
      case RuntimeException bug -> bug;
      case null, default -> new IllegalStateException(action.awsName() + " broke", e);
    };
  }
}
