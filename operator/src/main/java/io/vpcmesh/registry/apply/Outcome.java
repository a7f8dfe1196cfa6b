package io.vpcmesh.registry.apply;

import io.vpcmesh.model.OperationId;
import io.vpcmesh.registry.ServiceFacts;

/** What became of a change that AWS did not refuse. */
public sealed interface Outcome {

  /** AWS took it on; the operation tells how it ends. */
  record Started(OperationId operation) implements Outcome {}

  /** The service was made. */
  record ServiceCreated(ServiceFacts facts) implements Outcome {}

  /** It is done. */
  record Done() implements Outcome {}

  /** What should be changed is not there (any more). */
  record NotThere() implements Outcome {}

  /** What should be changed is not ours, as AWS says right now: nothing was done. */
  record NotOurs(String message) implements Outcome {}

  /** Too much was to be taken away on mere absence: nothing was done. */
  record GateClosed(String message) implements Outcome {}
}
