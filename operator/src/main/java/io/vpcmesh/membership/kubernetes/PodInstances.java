package io.vpcmesh.membership.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.Endpoint.Backend;
import io.vpcmesh.topology.Endpoint.PodChoice;
import io.vpcmesh.topology.Endpoint.Port;
import io.vpcmesh.topology.Endpoint.TargetPort;
import java.util.Map;
import java.util.Optional;

/**
 * Turns pods into instances of one endpoint.
 *
 * @param nodes the addresses of the nodes that are known
 */
record PodInstances(
    Endpoint endpoint, Backend.Kubernetes backend, Map<String, ImmutableList<IpAddress>> nodes) {

  /** The instance, unless it stands behind the address of a node that is not known. */
  Optional<Instance> instance(InstanceId id, Pod pod) {
    Optional<IpAddress> ipv4 = address(pod, false);
    Optional<IpAddress> ipv6 = address(pod, true);
    return ipv4.isEmpty() && ipv6.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Instance(id, ipv4, ipv6, ports(pod), pod.zone(), pod.state(), ImmutableMap.of()));
  }

  private Optional<IpAddress> address(Pod pod, boolean ipv6) {
    Optional<Sighting> sighting = pod.ofFamily(ipv6);
    return backend.hostPort()
        ? sighting.flatMap(_ -> pod.node()).flatMap(node -> ofNode(node, ipv6))
        : sighting.map(it -> it.member().ip());
  }

  private Optional<IpAddress> ofNode(String node, boolean ipv6) {
    return nodes.getOrDefault(node, ImmutableList.of()).stream()
        .filter(ip -> ip.isIpv6() == ipv6)
        .findFirst();
  }

  /** A port whose name this pod does not have is left out. */
  private ImmutableMap<String, PortNumber> ports(Pod pod) {
    ImmutableMap.Builder<String, PortNumber> ports = ImmutableMap.builder();
    for (Port port : endpoint.ports()) {
      number(port, pod).ifPresent(number -> ports.put(port.name(), number));
    }
    return ports.buildOrThrow();
  }

  private Optional<PortNumber> number(Port port, Pod pod) {
    return switch (port.target()) {
      case TargetPort.Numbered(PortNumber number) -> Optional.of(number);
      case TargetPort.Named(String name) ->
          switch (backend.pods()) {
            case PodChoice.OfService _ -> pod.port(name);
            // The ports of our own Service are named like those of the endpoint.
            case PodChoice.WithLabels _ -> pod.port(port.name());
          };
    };
  }
}
