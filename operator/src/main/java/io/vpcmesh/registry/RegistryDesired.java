package io.vpcmesh.registry;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.ServiceName;
import io.vpcmesh.topology.Discovery;
import io.vpcmesh.topology.Discovery.Health;
import io.vpcmesh.topology.Discovery.OnAllUnhealthy;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.Endpoint.Port;
import io.vpcmesh.topology.Endpoint.TargetPort;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an endpoint wants in Cloud Map.
 *
 * @param services one, or with SRV one for each port
 * @param unfit instances that cannot have the records of the service, with the reason
 */
public record RegistryDesired(
    ImmutableList<DesiredService> services, ImmutableMap<InstanceId, String> unfit) {

  /** Nothing is wanted. */
  public static final RegistryDesired NOTHING =
      new RegistryDesired(ImmutableList.of(), ImmutableMap.of());

  /**
   * What is wanted of the running revision with the records that were chosen for it.
   *
   * @param region written to each instance, as ECS does
   */
  public static RegistryDesired of(
      Endpoint endpoint,
      Discovery discovery,
      ImmutableSet<RecordType> records,
      Membership membership,
      Identity identity,
      String region) {
    Registrar registrar = new Registrar(endpoint, discovery, records, identity, region);
    Collection<Instance> offered = offered(discovery, membership);
    ImmutableMap.Builder<InstanceId, String> unfit = ImmutableMap.builder();
    offered.forEach(
        instance -> registrar.objection(instance).ifPresent(why -> unfit.put(instance.id(), why)));
    ImmutableMap<InstanceId, String> refused = unfit.buildOrThrow();
    ImmutableList<Instance> fit =
        offered.stream()
            .filter(instance -> !refused.containsKey(instance.id()))
            .collect(ImmutableList.toImmutableList());
    return new RegistryDesired(registrar.services(fit), refused);
  }

  /**
   * The same, beside services that only another revision has.
   *
   * @param filled whether those are to keep their instances; otherwise they have none yet
   */
  public RegistryDesired beside(RegistryDesired other, boolean filled) {
    ImmutableSet<ServiceName> names =
        services.stream().map(DesiredService::name).collect(ImmutableSet.toImmutableSet());
    Stream<DesiredService> further =
        other.services.stream()
            .filter(service -> !names.contains(service.name()))
            .map(service -> filled ? service : service.emptied());
    return new RegistryDesired(
        Stream.concat(services.stream(), further).collect(ImmutableList.toImmutableList()), unfit);
  }

  /**
   * The Cloud Map name of a port: with SRV each but the first has one of its own.
   *
   * @return empty when it is too long for one: such a port is only accepted without SRV, and says
   *     nothing where SRV records stay in force against the newest declaration
   */
  public static Optional<ServiceName> name(Endpoint endpoint, Port port) {
    boolean first = endpoint.ports().getFirst().equals(port);
    String name =
        first ? endpoint.serviceName().value() : endpoint.serviceName() + "-" + port.name();
    return ServiceName.fits(name) ? Optional.of(new ServiceName(name)) : Optional.empty();
  }

  private static Collection<Instance> offered(Discovery discovery, Membership membership) {
    ImmutableList<Instance> staying =
        membership.instances().values().stream()
            .filter(instance -> !instance.draining())
            .collect(ImmutableList.toImmutableList());
    ImmutableList<Instance> ready =
        staying.stream().filter(Instance::ready).collect(ImmutableList.toImmutableList());
    if (ready.isEmpty()) {
      return discovery.onAllUnhealthy() == OnAllUnhealthy.EMPTY ? ImmutableList.of() : staying;
    }
    return discovery.health() == Health.CUSTOM ? staying : ready;
  }

  /** Turns instances into registrations. */
  private record Registrar(
      Endpoint endpoint,
      Discovery discovery,
      ImmutableSet<RecordType> records,
      Identity identity,
      String region) {

    ImmutableList<DesiredService> services(Collection<Instance> instances) {
      if (!records.contains(RecordType.SRV)) {
        Port first = endpoint.ports().getFirst();
        return ImmutableList.of(service(endpoint.serviceName(), first, instances));
      }
      return endpoint.ports().stream()
          .flatMap(
              port -> name(endpoint, port).map(name -> service(name, port, instances)).stream())
          .collect(ImmutableList.toImmutableList());
    }

    private DesiredService service(ServiceName name, Port port, Collection<Instance> instances) {
      ImmutableSortedMap.Builder<InstanceId, DesiredInstance> wanted =
          ImmutableSortedMap.naturalOrder();
      instances.forEach(instance -> wanted.put(instance.id(), instance(instance, port)));
      return new DesiredService(
          name,
          records,
          discovery.ttl(),
          discovery.health() == Health.CUSTOM,
          wanted.buildOrThrow());
    }

    private DesiredInstance instance(Instance instance, Port port) {
      Map<String, String> attributes = new HashMap<>(discovery.attributes());
      attributes.putAll(instance.attributes());
      attributes.put("ECS_SERVICE_NAME", endpoint.serviceName().value());
      attributes.put("REGION", region);
      instance.zone().ifPresent(zone -> attributes.put("AVAILABILITY_ZONE", zone));
      instance.ipv4().ifPresent(ip -> attributes.put(InstanceAttributes.IPV4, ip.value()));
      instance.ipv6().ifPresent(ip -> attributes.put(InstanceAttributes.IPV6, ip.value()));
      listener(instance, port)
          .ifPresent(number -> attributes.put(InstanceAttributes.PORT, number.toString()));
      attributes.putAll(identity.marks());
      return new DesiredInstance(
          InstanceAttributes.listed(attributes),
          instance.ready() ? HealthStatus.HEALTHY : HealthStatus.UNHEALTHY);
    }

    private Optional<PortNumber> listener(Instance instance, Port port) {
      return Optional.ofNullable(instance.ports().get(port.name()));
    }

    /** Why an instance cannot have these records, if so. */
    Optional<String> objection(Instance instance) {
      Optional<IpAddress> any = instance.ipv4().or(instance::ipv6);
      if (any.isEmpty()) {
        return Optional.of("has no address");
      }
      if (records.contains(RecordType.A) && instance.ipv4().isEmpty()) {
        return Optional.of(any.orElseThrow() + " is no IPv4 address, which an A record needs");
      }
      if (records.contains(RecordType.AAAA) && instance.ipv6().isEmpty()) {
        return Optional.of(any.orElseThrow() + " is no IPv6 address, which an AAAA record needs");
      }
      return endpoint.ports().stream()
          .filter(port -> listener(instance, port).isEmpty())
          .findFirst()
          .map(port ->
              "does not say where port %s listens%s"
                  .formatted(
                      port.name(),
                      port.target() instanceof TargetPort.Named(String name)
                          ? ": it has no port named " + name
                          : ""));
    }
  }
}
