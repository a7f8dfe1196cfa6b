package io.vpcmesh.engine;

import static java.util.function.Function.identity;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Sets;
import io.vpcmesh.engine.NamespaceUsage.Use;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.ServiceName;
import io.vpcmesh.registry.DesiredService;
import io.vpcmesh.registry.ServiceLedger;
import io.vpcmesh.registry.ServiceLedger.Presence;
import java.util.Optional;
import java.util.Set;

/** Counts the places that an endpoint takes in the namespace, over all of its services. */
record EndpointPlaces(EndpointIntent intent, EndpointState state) {

  Use use() {
    ImmutableMap<ServiceName, DesiredService> desired =
        intent instanceof EndpointIntent.Keep keep
            ? keep.desired().services().stream()
                .collect(ImmutableMap.toImmutableMap(DesiredService::name, identity()))
            : ImmutableMap.of();
    return state.tracks.values().stream()
        .map(track -> use(track, Optional.ofNullable(desired.get(track.name()))))
        .reduce(Use.of(0), Use::plus);
  }

  private Use use(ServiceTrack track, Optional<DesiredService> desired) {
    Set<InstanceId> wanted =
        desired.<Set<InstanceId>>map(it -> it.instances().keySet()).orElse(Set.of());
    ServiceLedger ledger = track.ledger();
    if (isUnread(track)) {
      return Use.of(wanted.size());
    }
    Set<InstanceId> has = Sets.union(ledger.instances().keySet(), ledger.inFlight().keySet());
    if (desired.isEmpty()) {
      return Use.of(has.size());
    }
    long others =
        ledger.instances().entrySet().stream()
            .filter(known -> !known.getValue().ours() && !wanted.contains(known.getKey()))
            .count();
    return new Use(has.size(), wanted.size() + (int) others, Sets.difference(wanted, has).size());
  }

  /** A service that was seen before a restart has what it wants, as far as is known. */
  private boolean isUnread(ServiceTrack track) {
    boolean seenBefore =
        state.journal.services().getOrDefault(track.name(), Optional.empty()).isPresent();
    return seenBefore && track.ledger().presence() != Presence.ABSENT && !track.ledger().surveyed();
  }
}
