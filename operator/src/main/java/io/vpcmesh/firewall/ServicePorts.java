package io.vpcmesh.firewall;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.membership.Membership.Absence;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.Endpoint.Backend;
import io.vpcmesh.topology.Endpoint.Port;
import io.vpcmesh.topology.Endpoint.TargetPort;

/**
 * Where the instances of an endpoint listen.
 *
 * @param numbers by the name of the endpoint's port
 * @param complete whether there are no others for sure
 * @param draining numbers that clients may still use, whatever is declared now: an instance that
 *     listens there was taken out a moment ago, or is about to be
 */
public record ServicePorts(
    ImmutableSetMultimap<String, PortNumber> numbers,
    boolean complete,
    ImmutableSet<PortNumber> draining) {

  /** As declared and as the instances say; what is declared as a number does not change. */
  public static ServicePorts of(
      Endpoint endpoint, Membership membership, ImmutableSet<PortNumber> draining) {
    ImmutableSetMultimap.Builder<String, PortNumber> numbers = ImmutableSetMultimap.builder();
    boolean complete = true;
    for (Port port : endpoint.ports()) {
      if (isFixed(endpoint, port)) {
        numbers.put(port.name(), ((TargetPort.Numbered) port.target()).port());
      } else {
        complete &= membership.absence() == Absence.INFERRED || isDeclared(membership);
        numbers.putAll(port.name(), seen(port, membership));
      }
    }
    return new ServicePorts(numbers.build(), complete, draining);
  }

  /** Whether every instance listens on the same port, seen or not. */
  private static boolean isFixed(Endpoint endpoint, Port port) {
    return port.target() instanceof TargetPort.Numbered
        && switch (endpoint.backend()) {
          case Backend.ClientOnly _ -> true;
          case Backend.Static(var addresses) ->
              addresses.stream().allMatch(address -> address.port().isEmpty());
          case Backend.Kubernetes kubernetes -> !kubernetes.hostPort();
        };
  }

  private static boolean isDeclared(Membership membership) {
    return membership.absence() == Absence.DECLARED;
  }

  private static ImmutableSet<PortNumber> seen(Port port, Membership membership) {
    return membership.instances().values().stream()
        .map(Instance::ports)
        .filter(ports -> ports.containsKey(port.name()))
        .map(ports -> ports.get(port.name()))
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Whether nothing that is declared or seen listens there, and clients may still call. */
  boolean isLeft(PortNumber number) {
    return !numbers.containsValue(number) && (draining.contains(number) || !complete);
  }
}
