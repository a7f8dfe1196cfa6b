package io.vpcmesh.cloud.simulated;

import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.RegisteredInstance;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** GetInstance and ListInstances, neither of which is quite up to date. */
record InstanceReads(World world) {

  RegisteredInstance get(ServiceId serviceId, InstanceId id) {
    ServiceState service = find(serviceId, InstanceRule.GET_NEEDS_SERVICE);
    return world
        .instances(service)
        .find(id.value(), world.seen(InstanceRule.GET_LAGS, lag()))
        .map(InstanceState::describe)
        .orElseThrow(() ->
            world
                .rules()
                .missing(
                    InstanceRule.GET_MISSING,
                    "InstanceNotFound",
                    "no instance of " + serviceId + " has the id " + id));
  }

  Page<RegisteredInstance> list(ServiceId serviceId, Optional<String> nextToken) {
    ServiceState service = find(serviceId, InstanceRule.LIST_NEEDS_SERVICE);
    String start = Pages.start(nextToken);
    if (world.circumstances().emptyPage().isPresent()) {
      return Pages.empty(world.circumstances().emptyPage().orElseThrow(), start);
    }
    Instant seen = world.seen(InstanceRule.LIST_LAGS, lag());
    Stream<InstanceState> instances = world.instances(service).streamAfter(start, seen);
    Page<InstanceState> page =
        world.rules().keeps(InstanceRule.LIST_PAGED)
            ? Pages.cut(instances, instance -> instance.id().value())
            : Pages.uncut(instances);
    return Pages.map(page, items -> items.map(InstanceState::describe));
  }

  private ServiceState find(ServiceId id, Rule rule) {
    return new ServiceReads(world).find(id, world.now(), rule);
  }

  private Duration lag() {
    return world.settings().latencies().listingLag();
  }
}
