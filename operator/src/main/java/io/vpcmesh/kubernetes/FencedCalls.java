package io.vpcmesh.kubernetes;

import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.Supervision;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsFailure.AwsError;
import java.util.function.Supplier;

/** Lets a replica that does not lead any more read from AWS, and write nothing. */
record FencedCalls(Fence fence) implements Supervision {

  @Override
  public <T> T call(AwsAction action, Supplier<T> call) {
    if (action.mutating() && !fence.isOpen()) {
      throw new AwsException(
          new AwsFailure.Unavailable(
              new AwsError(
                  action, "NotLeading", "this replica does not lead (any more): nothing is sent")));
    }
    return call.get();
  }
}
