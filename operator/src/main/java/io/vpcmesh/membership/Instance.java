package io.vpcmesh.membership;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.PortNumber;
import java.util.Optional;

/**
 * One thing behind an endpoint that can take traffic.
 *
 * @param ports where it listens, by the name of the endpoint's port
 * @param attributes what the source knows besides, in the spelling of ECS (ECS_CLUSTER_NAME, …)
 */
public record Instance(
    InstanceId id,
    Optional<IpAddress> ipv4,
    Optional<IpAddress> ipv6,
    ImmutableMap<String, PortNumber> ports,
    Optional<String> zone,
    State state,
    ImmutableMap<String, String> attributes) {

  /** The life of an instance, as far as traffic is concerned. */
  public enum State {
    /** Not ready (yet, or again): known, but should get no traffic. */
    NOT_READY,
    READY,
    /** On its way out: may still serve, must not be offered any more. */
    DRAINING
  }

  public boolean ready() {
    return state == State.READY;
  }

  public boolean draining() {
    return state == State.DRAINING;
  }

  /** The same instance in another state. */
  public Instance in(State next) {
    return new Instance(id, ipv4, ipv6, ports, zone, next, attributes);
  }

  /** The same instance, listening there. */
  public Instance at(ImmutableMap<String, PortNumber> listeners) {
    return new Instance(id, ipv4, ipv6, listeners, zone, state, attributes);
  }
}
