package io.vpcmesh.cloud;

import io.vpcmesh.model.AwsAction;
import java.util.function.Supplier;

/**
 * Stands around each call of a cloud: it may look at it, or refuse it by an {@link AwsException}.
 */
public interface Supervision {

  /** Makes the call, or does not. */
  <T> T call(AwsAction action, Supplier<T> call);

  /** Makes a call that has no answer, or does not. */
  default void run(AwsAction action, Runnable call) {
    call(
        action,
        () -> {
          call.run();
          return action;
        });
  }
}
