package io.vpcmesh.engine;

import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.Supervision;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsFailure.AwsError;
import java.util.function.Supplier;

/** As {@code kubernetes.FencedCalls}: whoever does not lead any more reads, and writes nothing. */
record Fenced(Replica replica) implements Supervision {

  @Override
  public <T> T call(AwsAction action, Supplier<T> call) {
    if (action.mutating() && replica.deposed) {
      throw new AwsException(
          new AwsFailure.Unavailable(
              new AwsError(action, "NotLeading", "this replica does not lead (any more)")));
    }
    return call.get();
  }
}
