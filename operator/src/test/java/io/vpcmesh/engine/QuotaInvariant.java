package io.vpcmesh.engine;

import io.vpcmesh.cloud.simulated.WorldSnapshot.Namespace;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Service;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.registry.Quotas;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** S17: what does not fit is not begun. */
record QuotaInvariant(Quotas quotas) {

  Optional<Violation> check(Move move) {
    if (move.action() == AwsAction.CREATE_SERVICE) {
      return move.actor()
          .endpoint()
          .map(key -> move.script().wanted(key).size())
          .filter(wanted -> wanted > quotas.instancesPerService())
          .map(wanted -> move.violates("S17", wanted + " instances will not fit"));
    }
    if (move.action() != AwsAction.REGISTER_INSTANCE || move.instance().isPresent()) {
      return Optional.empty();
    }
    int inService = move.service().map(service -> ids(move, service).size()).orElse(0);
    int inNamespace =
        move.namespace().map(Namespace::services).stream()
            .flatMap(services -> services.stream())
            .mapToInt(service -> ids(move, service).size())
            .sum();
    return inService >= quotas.instancesPerService()
            || inNamespace >= quotas.instancesPerNamespace()
        ? Optional.of(
            move.violates("S17", "%d in the service, %d in all".formatted(inService, inNamespace)))
        : Optional.empty();
  }

  /** What is registered or being registered, but for the instance that the call is about. */
  private static Set<InstanceId> ids(Move move, Service service) {
    Set<InstanceId> ids = new HashSet<>();
    service.instances().forEach(instance -> ids.add(instance.id()));
    move.world().inFlight().stream()
        .filter(operation -> service.id().value().equals(operation.targets().get("SERVICE")))
        .map(operation -> operation.targets().getOrDefault("INSTANCE", ""))
        .filter(id -> !id.isEmpty())
        .forEach(id -> ids.add(new InstanceId(id)));
    ids.remove(move.instanceId());
    return ids;
  }
}
