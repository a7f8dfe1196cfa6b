package io.vpcmesh.registry.apply;

import io.vpcmesh.model.EndpointKey;
import java.time.Instant;

/** Decides whether one more instance may go because it is merely not there any more. */
interface AbsenceGuard {

  boolean admit(EndpointKey endpoint, Instant now);

  /** What was admitted then did not happen after all. */
  default void refund(EndpointKey endpoint, Instant at) {}
}
