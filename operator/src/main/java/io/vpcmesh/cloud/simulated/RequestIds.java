package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.ServiceId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which CreatorRequestIds have registered which instances; AWS does not say how long it knows. */
final class RequestIds {

  private static final int REMEMBERED_PER_SERVICE = 10_000;

  private final Map<ServiceId, Map<String, Used>> used = new LinkedHashMap<>();

  /** A CreatorRequestId and what it started. */
  record Used(ServiceId service, String requestId, InstanceId instance, OperationId operation) {}

  Optional<Used> find(ServiceId service, String requestId) {
    return Optional.ofNullable(used.getOrDefault(service, Map.of()).get(requestId));
  }

  void remember(Used use) {
    Map<String, Used> ofService =
        used.computeIfAbsent(use.service(), absent -> new LinkedHashMap<>());
    ofService.put(use.requestId(), use);
    if (ofService.size() > REMEMBERED_PER_SERVICE) {
      ofService.remove(ofService.keySet().iterator().next());
    }
  }

  void forget(ServiceId service) {
    used.remove(service);
  }

  ImmutableList<Used> all() {
    return used.values().stream()
        .flatMap(ofService -> ofService.values().stream())
        .collect(ImmutableList.toImmutableList());
  }
}
