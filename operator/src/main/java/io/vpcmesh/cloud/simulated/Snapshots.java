package io.vpcmesh.cloud.simulated;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimaps;
import io.vpcmesh.cloud.Operation;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.model.NamespaceId;
import java.time.Instant;
import java.util.Comparator;

/** Takes snapshots of the world. */
record Snapshots(World world, Operations operations, Tags tags) {

  static Snapshots of(Backend backend) {
    return new Snapshots(backend.world, backend.operations, backend.tags);
  }

  WorldSnapshot take() {
    return new WorldSnapshot(world.now(), namespaces(), groups(), inFlight());
  }

  private ImmutableList<WorldSnapshot.Namespace> namespaces() {
    ImmutableListMultimap<NamespaceId, ServiceState> services =
        Multimaps.index(world.services().all(), ServiceState::namespace);
    return world.namespaces().stream()
        .map(namespace -> namespace(namespace, services.get(namespace.id())))
        .sorted(
            Comparator.comparing(WorldSnapshot.Namespace::name)
                .thenComparing(WorldSnapshot.Namespace::type)
                .thenComparing(namespace -> namespace.vpc().orElse("")))
        .collect(toImmutableList());
  }

  private WorldSnapshot.Namespace namespace(
      NamespaceState namespace, ImmutableList<ServiceState> services) {
    return new WorldSnapshot.Namespace(
        namespace.id(),
        namespace.arn(),
        namespace.name(),
        namespace.type(),
        namespace.vpc(),
        namespace.httpName(),
        tags.of(namespace.arn()),
        services.stream()
            .map(this::service)
            .sorted(Comparator.comparing(WorldSnapshot.Service::name))
            .collect(toImmutableList()));
  }

  private WorldSnapshot.Service service(ServiceState service) {
    Instant now = world.now();
    return new WorldSnapshot.Service(
        service.id(),
        service.arn(),
        service.name(),
        service.description(),
        service.dns(),
        service.customHealth(),
        tags.of(service.arn()),
        world.instances(service).stream()
            .map(instance -> instance(instance, now))
            .collect(toImmutableList()));
  }

  private static WorldSnapshot.Instance instance(InstanceState instance, Instant now) {
    return new WorldSnapshot.Instance(
        instance.id(), instance.attributes(), instance.health().map(health -> health.at(now)));
  }

  private ImmutableList<GroupSnapshot> groups() {
    return world.ec2().groups().stream()
        .sorted(Comparator.comparing(SecurityGroup::vpc).thenComparing(SecurityGroup::name))
        .map(group ->
            new GroupSnapshot(group, world.ec2().rulesOf(group.id()).collect(toImmutableList())))
        .collect(toImmutableList());
  }

  private ImmutableList<Operation> inFlight() {
    return operations.unfinished().map(operations::describe).collect(toImmutableList());
  }
}
