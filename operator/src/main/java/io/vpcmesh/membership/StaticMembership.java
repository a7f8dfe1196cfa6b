package io.vpcmesh.membership;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.GuardSeam;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.Endpoint.Backend;
import io.vpcmesh.topology.Endpoint.Port;
import io.vpcmesh.topology.Endpoint.StaticAddress;
import io.vpcmesh.topology.Endpoint.TargetPort;
import java.util.Optional;
import java.util.function.Function;

/**
 * Instances written in the resource. They are always ready, and one that is no longer written there
 * is gone: somebody took it out.
 */
public final class StaticMembership implements MembershipSource {

  private final Function<StaticAddress, InstanceId> naming;

  /** A source in which an address has the same id after every restart. */
  public StaticMembership() {
    this(address -> AddressNaming.name(address.ip(), address.port()));
  }

  @GuardSeam
  StaticMembership(Function<StaticAddress, InstanceId> naming) {
    this.naming = naming;
  }

  @Override
  public boolean covers(EndpointKey key, Endpoint endpoint) {
    return endpoint.backend() instanceof Backend.Static;
  }

  @Override
  public Membership of(EndpointKey key, Endpoint endpoint) {
    return switch (endpoint.backend()) {
      case Backend.ClientOnly _, Backend.Kubernetes _ -> Membership.UNKNOWN;
      case Backend.Static(var addresses) ->
          new Membership(
              addresses.stream()
                  .map(address -> instance(address, endpoint))
                  .collect(
                      ImmutableSortedMap.toImmutableSortedMap(
                          InstanceId::compareTo, Instance::id, instance -> instance)),
              ImmutableSet.of(),
              Membership.Absence.DECLARED);
    };
  }

  private Instance instance(StaticAddress address, Endpoint endpoint) {
    boolean v6 = address.ip().isIpv6();
    return new Instance(
        naming.apply(address),
        v6 ? Optional.empty() : Optional.of(address.ip()),
        v6 ? Optional.of(address.ip()) : Optional.empty(),
        ports(address, endpoint),
        address.zone(),
        Instance.State.READY,
        ImmutableMap.of());
  }

  private static ImmutableMap<String, PortNumber> ports(StaticAddress address, Endpoint endpoint) {
    ImmutableMap.Builder<String, PortNumber> ports = ImmutableMap.builder();
    for (Port port : endpoint.ports()) {
      boolean first = port.equals(endpoint.ports().getFirst());
      target(port)
          .or(address::port)
          .map(number -> first ? address.port().orElse(number) : number)
          .ifPresent(number -> ports.put(port.name(), number));
    }
    return ports.buildOrThrow();
  }

  private static Optional<PortNumber> target(Port port) {
    return switch (port.target()) {
      case TargetPort.Numbered(PortNumber number) -> Optional.of(number);
      case TargetPort.Named _ -> Optional.empty();
    };
  }
}
