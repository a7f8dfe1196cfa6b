package io.vpcmesh.cloud.simulated;

import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.ServiceDescription;
import io.vpcmesh.cloud.ServiceDescription.RoutingPolicy;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.ServiceId;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** GetService, which is up to date, and ListServices, which is not. */
record ServiceReads(World world) {

  ServiceDescription get(ServiceId id) {
    Instant seen =
        world.rules().keeps(ServiceRule.CREATED_AT_ONCE)
            ? world.seenAtOnce()
            : world.seenWithLag(Timeline.MEMORY);
    ServiceState service = find(id, seen, ServiceRule.GET_MISSING);
    return describe(service, Optional.of(service.namespace()));
  }

  ServiceState find(ServiceId id, Instant seen, Rule rule) {
    return world
        .services()
        .find(id.value(), seen)
        .orElseThrow(
            () -> world.rules().missing(rule, "ServiceNotFound", "no service has the id " + id));
  }

  Page<ServiceDescription> list(NamespaceId namespace, Optional<String> nextToken) {
    String start = Pages.start(nextToken);
    if (world.circumstances().emptyPage().isPresent()) {
      return Pages.empty(world.circumstances().emptyPage().orElseThrow(), start);
    }
    Instant seen = world.seen(ServiceRule.LIST_LAGS, world.settings().latencies().listingLag());
    Stream<ServiceState> asked =
        world.services().streamAfter(start, seen).filter(service -> isAsked(service, namespace));
    Page<ServiceState> page = paged(asked);
    return Pages.map(page, items -> items.map(this::summary));
  }

  private boolean isAsked(ServiceState service, NamespaceId namespace) {
    return !world.rules().keeps(ServiceRule.LIST_BY_NAMESPACE)
        || service.namespace().equals(namespace);
  }

  private Page<ServiceState> paged(Stream<ServiceState> services) {
    return world.rules().keeps(ServiceRule.LIST_PAGED)
        ? Pages.cut(services, service -> service.id().value())
        : Pages.uncut(services);
  }

  private ServiceDescription summary(ServiceState service) {
    return describe(
        service,
        world.rules().keeps(ServiceRule.LIST_WITHOUT_NAMESPACE)
            ? Optional.empty()
            : Optional.of(service.namespace()));
  }

  ServiceDescription describe(ServiceState service, Optional<NamespaceId> shownNamespace) {
    boolean multivalue =
        !service.dns().isEmpty() || !world.rules().keeps(ServiceRule.ROUTING_POLICY);
    return service.describe(
        shownNamespace,
        multivalue ? RoutingPolicy.MULTIVALUE : RoutingPolicy.NONE,
        world.rules().keeps(ServiceRule.LIST_COUNTS_INSTANCES)
            ? Optional.of(world.instances(service).size())
            : Optional.empty());
  }
}
