package io.vpcmesh.engine;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.deployment.Cause;
import io.vpcmesh.deployment.Signals.Fault;
import io.vpcmesh.deployment.Signals.Instances;
import io.vpcmesh.deployment.Signals.Work;
import java.util.Optional;

/**
 * How one endpoint fares with a change of its mesh.
 *
 * @param work that the endpoint has left, or what would stand against the change
 * @param faults what AWS refuses it for good, by slot; none while a change of its own explains them
 * @param operations that AWS took on for it and did not make
 * @param instances absent when nobody can tell
 */
record MemberReport(
    Work work,
    ImmutableMap<String, Fault> faults,
    ImmutableSortedSet<String> operations,
    Optional<Instances> instances) {

  /** A bug keeps the endpoint from following: that is no good news of what it was to follow. */
  static MemberReport broken() {
    String why = "a bug keeps it from being processed";
    return new MemberReport(
        new Work.UnderWay(why),
        ImmutableMap.of("bug", new Fault(Cause.CONFLICT, why)),
        ImmutableSortedSet.of(),
        Optional.of(Instances.NONE));
  }
}
