package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.topology.Endpoint.PodChoice;

/**
 * Puts the security groups of endpoints on what runs them, where a driver can do that. It is asked
 * in each pass, on the loop, so it must not block; when its answer changes it wakes the endpoint as
 * a source of instances does.
 */
public interface GroupAttachment {

  /** For drivers that leave it to others. */
  GroupAttachment NONE = (_, _) -> new State.Settled();

  /** Takes note of what is wished, and answers how that stands. */
  State want(EndpointKey endpoint, Wish wish);

  /** What shall become of it. */
  sealed interface Wish {

    /**
     * Whichever of these pods is started from now on carries these groups.
     *
     * @param groups the endpoint's own first
     */
    record Attach(PodChoice pods, ImmutableList<SecurityGroupId> groups) implements Wish {}

    /** Too little is known, or nothing may be written: it stays as it is. */
    record Leave() implements Wish {}

    /** Nothing that is started from now on carries them on our account. */
    record Withdraw() implements Wish {}
  }

  /** How a wish stands. */
  sealed interface State {

    /** It is as wished. */
    record Settled() implements State {}

    /** It is not yet, or nobody knows yet. */
    record UnderWay(String what) implements State {}

    /** It is not, and this stands in the way. */
    record Hindered(Problem problem) implements State {}
  }
}
