package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.engine.EndpointJournal.GroupRef;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.ServiceId;
import io.vpcmesh.model.ServiceName;
import io.vpcmesh.registry.DesiredService;
import io.vpcmesh.registry.ServiceFacts;
import io.vpcmesh.topology.EndpointView;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the journal of an endpoint shall say before the effects of a pass. Pure. */
final class Journaling {

  private Journaling() {}

  /**
   * The journal that announces the effects of an intent.
   *
   * @param writing whether anything may be created: what is merely planned is not announced
   */
  static EndpointJournal next(
      EndpointView view,
      EndpointIntent intent,
      GroupWish wish,
      EndpointState state,
      boolean writing) {
    ImmutableMap<ServiceName, Optional<ServiceId>> services = services(intent, state, writing);
    return new EndpointJournal(
        state.journal.isOfFormerLife(view.resource()) ? state.journal.uid() : state.uid,
        state.rollout.running(),
        state.home,
        records(intent, state, services, writing),
        services,
        ImmutableList.sortedCopyOf(state.inferred.values()),
        group(wish, state, writing),
        state.rollout.remembered());
  }

  private static Optional<GroupRef> group(GroupWish wish, EndpointState state, boolean writing) {
    boolean left =
        wish instanceof GroupWish.Delete && state.group.filter(GroupTrack::gone).isPresent();
    if (left) {
      return Optional.empty();
    }
    boolean begins = wish instanceof GroupWish.Keep && state.home.isPresent() && writing;
    return begins || state.journal.group().isPresent()
        ? state.group.map(GroupTrack::ref).or(state.journal::group)
        : Optional.empty();
  }

  private static Optional<ImmutableSet<RecordType>> records(
      EndpointIntent intent,
      EndpointState state,
      ImmutableMap<ServiceName, Optional<ServiceId>> services,
      boolean writing) {
    if (services.isEmpty()) {
      return Optional.empty();
    }
    return intent instanceof EndpointIntent.Keep keep && writing && keep.records().isPresent()
        ? keep.records()
        : state.journal.records();
  }

  private static ImmutableMap<ServiceName, Optional<ServiceId>> services(
      EndpointIntent intent, EndpointState state, boolean writing) {
    Map<ServiceName, Optional<ServiceId>> services = new TreeMap<>();
    state
        .journal
        .services()
        .forEach((name, id) -> {
          if (!gone(state, name)) {
            services.put(name, id);
          }
        });
    if (intent instanceof EndpointIntent.Keep keep && state.home.isPresent() && writing) {
      keep.desired().services().stream()
          .map(DesiredService::name)
          .forEach(name -> services.putIfAbsent(name, Optional.empty()));
    }
    state.tracks.forEach((name, track) ->
        track
            .ledger()
            .facts()
            .map(ServiceFacts::id)
            .ifPresent(id -> services.computeIfPresent(name, (same, old) -> Optional.of(id))));
    return ImmutableMap.copyOf(services);
  }

  private static boolean gone(EndpointState state, ServiceName name) {
    ServiceTrack track = state.tracks.get(name);
    return track != null && track.gone();
  }
}
