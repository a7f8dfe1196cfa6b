package io.vpcmesh.registry.apply;

import io.vpcmesh.model.EndpointKey;
import java.time.Instant;

/** Decides whether one more instance may go because it is merely not there any more. */
interface AbsenceGuard {

  boolean admit(EndpointKey endpoint, Instant now);
}
