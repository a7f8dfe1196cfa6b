package io.vpcmesh.engine;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.membership.MembershipSource;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.Endpoint.Port;
import io.vpcmesh.topology.Endpoint.TargetPort;

/** The tasks of a script, which listen wherever a revision of their endpoint says, as pods do. */
record ObedientTasks(TestWorld world) implements MembershipSource {

  @Override
  public boolean covers(EndpointKey key, Endpoint endpoint) {
    return world.tasks.covers(key, endpoint);
  }

  @Override
  public Membership of(EndpointKey key, Endpoint endpoint) {
    Membership usual = world.tasks.of(key, endpoint);
    ImmutableMap<String, PortNumber> ports =
        endpoint.ports().stream()
            .collect(ImmutableMap.toImmutableMap(Port::name, ObedientTasks::number));
    return new Membership(
        ImmutableSortedMap.copyOf(Maps.transformValues(usual.instances(), it -> at(it, ports))),
        usual.gone(),
        usual.absence());
  }

  private static Instance at(Instance task, ImmutableMap<String, PortNumber> ports) {
    return new Instance(
        task.id(), task.ipv4(), task.ipv6(), ports, task.zone(), task.state(), task.attributes());
  }

  private static PortNumber number(Port port) {
    return switch (port.target()) {
      case TargetPort.Numbered(PortNumber number) -> number;
      case TargetPort.Named _ -> throw new IllegalArgumentException("no port has a name: " + port);
    };
  }
}
