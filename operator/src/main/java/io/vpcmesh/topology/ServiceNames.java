package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.ServiceName;
import io.vpcmesh.topology.Discovery.RecordChoice;
import io.vpcmesh.topology.Endpoint.Port;
import io.vpcmesh.topology.Mesh.CloudMapNamespace;
import java.util.Optional;

/** The names that an endpoint takes in the Cloud Map namespace of its mesh. */
final class ServiceNames {

  private ServiceNames() {}

  /**
   * The service name, then those of further ports wherever the records may turn out to be SRV: AUTO
   * depends on instances, and a name must not change hands with them.
   */
  static ImmutableList<ServiceName> of(Endpoint endpoint, Optional<Mesh> mesh) {
    Optional<RecordChoice> record =
        endpoint.discovery().record().or(() -> mesh.flatMap(it -> it.discovery().record()));
    boolean dns =
        mesh.map(it -> it.namespace().type() == CloudMapNamespace.Type.DNS_PRIVATE).orElse(true);
    return dns && mayBeSrv(record) ? each(endpoint) : ImmutableList.of(endpoint.serviceName());
  }

  static boolean mayBeSrv(Optional<RecordChoice> record) {
    return switch (record.orElse(Defaults.DISCOVERY.record())) {
      case AUTO, SRV -> true;
      case A, AAAA, A_AND_AAAA, API_ONLY, NONE -> false;
    };
  }

  static String derived(ServiceName name, Port port) {
    return name + "-" + port.name();
  }

  private static ImmutableList<ServiceName> each(Endpoint endpoint) {
    ImmutableList.Builder<ServiceName> names = ImmutableList.builder();
    names.add(endpoint.serviceName());
    endpoint.ports().stream()
        .skip(1)
        .map(port -> new ServiceName(derived(endpoint.serviceName(), port)))
        .forEach(names::add);
    return names.build();
  }
}
