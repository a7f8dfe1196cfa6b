package io.vpcmesh.cloud.simulated;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.Operation;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.ServiceId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What exists at one instant, as nobody who calls AWS ever sees it: complete and not late. Objects
 * are in the order of their names.
 *
 * @param groups security groups, by VPC and name
 * @param inFlight operations that have not had their effect yet
 */
public record WorldSnapshot(
    Instant at,
    ImmutableList<Namespace> namespaces,
    ImmutableList<GroupSnapshot> groups,
    ImmutableList<Operation> inFlight) {

  /** A namespace, its tags and its services. */
  public record Namespace(
      NamespaceId id,
      String arn,
      String name,
      NamespaceType type,
      Optional<String> vpc,
      String httpName,
      ImmutableMap<String, String> tags,
      ImmutableList<Service> services) {

    private Namespace normalised() {
      return new Namespace(
          new NamespaceId(name),
          name,
          name,
          type,
          vpc,
          name,
          ImmutableSortedMap.copyOf(tags),
          services.stream().map(service -> service.normalised(name)).collect(toImmutableList()));
    }
  }

  /** A service, its tags and its instances. */
  public record Service(
      ServiceId id,
      String arn,
      String name,
      String description,
      ImmutableList<DnsRecord> dns,
      boolean customHealth,
      ImmutableMap<String, String> tags,
      ImmutableList<Instance> instances) {

    private Service normalised(String namespace) {
      String path = namespace + "/" + name;
      return new Service(
          new ServiceId(path),
          path,
          name,
          description,
          dns.stream().sorted(Comparator.comparing(DnsRecord::type)).collect(toImmutableList()),
          customHealth,
          ImmutableSortedMap.copyOf(tags),
          instances.stream().map(Instance::normalised).collect(toImmutableList()));
    }
  }

  /** An instance with its attributes and, if its service keeps any, its health. */
  public record Instance(
      InstanceId id, ImmutableMap<String, String> attributes, Optional<HealthStatus> health) {

    private Instance normalised() {
      return new Instance(id, ImmutableSortedMap.copyOf(attributes), health);
    }
  }

  /** The same without what differs between two runs: ids, ARNs, generated names and times. */
  public WorldSnapshot normalised() {
    return new WorldSnapshot(
        Instant.EPOCH,
        namespaces.stream().map(Namespace::normalised).collect(toImmutableList()),
        GroupSnapshot.normalised(groups),
        ImmutableList.of());
  }

  public Stream<Service> services() {
    return namespaces.stream().flatMap(namespace -> namespace.services().stream());
  }

  public Stream<Instance> instances() {
    return services().flatMap(service -> service.instances().stream());
  }

  public Optional<Namespace> namespace(String name) {
    return namespaces.stream().filter(namespace -> namespace.name().equals(name)).findFirst();
  }

  public Optional<Service> service(String namespace, String name) {
    return namespace(namespace).stream()
        .flatMap(found -> found.services().stream())
        .filter(service -> service.name().equals(name))
        .findFirst();
  }
}
