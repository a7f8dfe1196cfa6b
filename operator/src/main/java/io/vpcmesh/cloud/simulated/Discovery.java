package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.DiscoveredInstance;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.model.HealthStatus;
import java.time.Instant;
import java.util.Optional;

/** DiscoverInstances: the data plane, which learns of everything a little later. */
record Discovery(World world) {

  ImmutableList<DiscoveredInstance> discover(String httpName, String serviceName) {
    Instant seen = world.seen(DiscoveryRule.LAGS, world.settings().latencies().discoveryLag());
    ServiceState service = service(namespace(httpName, seen), serviceName, seen);
    if (world.circumstances().emptyPage().isPresent()) {
      return ImmutableList.of();
    }
    ImmutableList<DiscoveredInstance> found =
        world.instances(service).stream(seen)
            .map(instance -> discovered(service, instance, seen))
            .filter(this::isShown)
            .collect(ImmutableList.toImmutableList());
    return limited(shuffled(found));
  }

  private NamespaceState namespace(String httpName, Instant seen) {
    return world.namespaces().stream(seen)
        .filter(namespace -> isCalled(namespace, httpName))
        .filter(this::canBeDiscovered)
        .findFirst()
        .orElseThrow(() ->
            world
                .rules()
                .missing(
                    DiscoveryRule.NAMESPACE_REQUIRED,
                    "NamespaceNotFound",
                    "no namespace has the HttpName " + httpName));
  }

  private boolean isCalled(NamespaceState namespace, String httpName) {
    return world.rules().keeps(DiscoveryRule.BY_HTTP_NAME)
        ? namespace.httpName().equals(httpName)
        : namespace.name().equals(httpName);
  }

  private boolean canBeDiscovered(NamespaceState namespace) {
    return namespace.type() == NamespaceType.HTTP
        || world.rules().keeps(DiscoveryRule.WORKS_FOR_DNS_NAMESPACES);
  }

  private ServiceState service(NamespaceState namespace, String name, Instant seen) {
    return world
        .namesakes(namespace.id(), name, seen)
        .filter(service -> service.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            world
                .rules()
                .missing(
                    DiscoveryRule.SERVICE_REQUIRED,
                    "ServiceNotFound",
                    "no service of " + namespace.name() + " is named " + name));
  }

  private DiscoveredInstance discovered(
      ServiceState service, InstanceState instance, Instant seen) {
    RuleBook rules = world.rules();
    Optional<HealthStatus> health = instance.health().map(kept -> kept.at(seen));
    boolean shownAnyway =
        !service.customHealth() && !rules.keeps(HealthRule.SHOWN_WITH_CUSTOM_HEALTH_ONLY);
    return new DiscoveredInstance(
        instance.id(),
        shownAnyway ? Optional.of(HealthStatus.HEALTHY) : health,
        rules.keeps(DiscoveryRule.ATTRIBUTES_SHOWN) ? instance.attributes() : ImmutableMap.of());
  }

  private boolean isShown(DiscoveredInstance instance) {
    return world.rules().keeps(DiscoveryRule.UNHEALTHY_INCLUDED)
        || !instance.health().equals(Optional.of(HealthStatus.UNHEALTHY));
  }

  private ImmutableList<DiscoveredInstance> shuffled(ImmutableList<DiscoveredInstance> found) {
    return world.rules().keeps(DiscoveryRule.RANDOM_ORDER) ? world.chance().shuffled(found) : found;
  }

  private ImmutableList<DiscoveredInstance> limited(ImmutableList<DiscoveredInstance> found) {
    boolean tooMany = found.size() > CloudMap.DISCOVERY_LIMIT;
    return tooMany && world.rules().keeps(DiscoveryRule.AT_MOST_1000)
        ? found.subList(0, CloudMap.DISCOVERY_LIMIT)
        : found;
  }
}
