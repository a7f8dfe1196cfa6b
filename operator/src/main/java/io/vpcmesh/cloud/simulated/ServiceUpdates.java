package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.ServiceUpdate;
import io.vpcmesh.cloud.simulated.Effect.UpdateService;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.RecordType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** UpdateService: what is left out is deleted. */
final class ServiceUpdates {

  private final World world;
  private final RuleBook rules;
  private final Operations operations;
  private final Requests common;
  private final ServiceRequests requests;

  ServiceUpdates(World world, Operations operations, Requests common) {
    this.world = world;
    this.rules = world.rules();
    this.operations = operations;
    this.common = common;
    this.requests = new ServiceRequests(rules, common);
  }

  OperationId start(ServiceUpdate update) {
    ServiceState service =
        new ServiceReads(world).find(update.service(), world.now(), ServiceRule.UPDATE_MISSING);
    rules.require(
        ServiceRule.NO_UPDATE_IN_HTTP_NAMESPACE,
        !isInHttpNamespace(service),
        "a service of an HTTP namespace cannot be updated: " + service.name());
    common.checkDescription(update.description());
    requests.checkRecords(update.dns());
    requests.checkUpdate(update.dns(), service);
    UpdateService effect =
        new UpdateService(service.id(), update.description(), ImmutableList.copyOf(update.dns()));
    refuseIfUnderWay(effect);
    return operations.start(
        effect, world.settings().latencies().serviceOperation(), ServiceRule.UPDATED_LATER);
  }

  private boolean isInHttpNamespace(ServiceState service) {
    return world
        .namespaces()
        .find(service.namespace().value())
        .filter(namespace -> namespace.type() == NamespaceType.HTTP)
        .isPresent();
  }

  private void refuseIfUnderWay(UpdateService effect) {
    Optional<OperationId> running = operations.inFlight(effect.subject());
    if (running.isPresent() && rules.keeps(ServiceRule.UPDATE_IN_PROGRESS)) {
      throw Refused.conflict(
          "DuplicateRequest",
          "the service " + effect.service() + " is being updated by " + running.orElseThrow(),
          running.orElseThrow().value());
    }
  }

  void updated(UpdateService effect, Instant at) {
    ServiceState before =
        world
            .services()
            .find(effect.service().value())
            .orElseThrow(() ->
                Refused.later("INTERNAL_FAILURE", "the service is gone: " + effect.service()));
    boolean applied = rules.keeps(ServiceRule.UPDATE_SETS_TTL);
    ServiceState after =
        before.updated(
            applied ? effect.description() : before.description(),
            applied ? records(before, effect) : kept(before, effect),
            before.customHealth() && rules.keeps(ServiceRule.UPDATE_KEEPS_CUSTOM_HEALTH));
    world.services().put(at, before.id().value(), after);
  }

  private ImmutableList<DnsRecord> records(ServiceState before, UpdateService effect) {
    if (rules.keeps(ServiceRule.UPDATE_DROPS_OMITTED)) {
      return effect.dns();
    }
    Map<RecordType, DnsRecord> merged =
        Stream.concat(before.dns().stream(), effect.dns().stream())
            .collect(
                ImmutableMap.toImmutableMap(
                    DnsRecord::type, Function.identity(), (older, newer) -> newer));
    return ImmutableList.copyOf(merged.values());
  }

  private static ImmutableList<DnsRecord> kept(ServiceState before, UpdateService effect) {
    return before.dns().stream()
        .filter(record -> effect.dns().stream().anyMatch(named -> named.type() == record.type()))
        .collect(ImmutableList.toImmutableList());
  }
}
