package io.vpcmesh.engine;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.ServiceName;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.model.Stance;
import io.vpcmesh.topology.EndpointView;
import io.vpcmesh.topology.EndpointView.Accepted;
import io.vpcmesh.topology.MeshView;
import io.vpcmesh.topology.NameHold;
import io.vpcmesh.topology.TopologyEvent.EndpointInForce;
import io.vpcmesh.topology.TopologyEvent.MeshInForce;
import io.vpcmesh.topology.TopologyEvent.ServicesHeld;
import java.util.Optional;

/** Tells the index which revisions hold, as deployments have it, and which services are there. */
final class InForce {

  private final EngineContext context;

  InForce(EngineContext context) {
    this.context = context;
  }

  /** Tells it what was written down. */
  ImmutableSet<Key> tell(EndpointState state) {
    return tell(state, state.rollout.stance());
  }

  /** Tells it what was written down. */
  ImmutableSet<Key> tell(MeshState state) {
    return tell(state, state.journal.rollout().stance());
  }

  /**
   * Tells it what follows from the deployments of an endpoint, or, where nothing may be changed,
   * what would hold if all were done.
   *
   * @return the keys whose view changed
   */
  ImmutableSet<Key> tell(EndpointState state, EndpointView view, boolean observing) {
    context.remains.recall(state, view, context.loop.now());
    if (view.resource().deleting() && state.told.isPresent()) {
      return ImmutableSet.of();
    }
    Optional<Snapshot<ServiceEndpointSpec>> declared = view.declared().map(InForce::snapshot);
    return observing && declared.isPresent()
        ? tell(state, Stance.atRest(declared))
        : tell(state, state.rollout.stance());
  }

  /**
   * The same of a mesh, but of what was written down: its endpoints act on it, and they do not wait
   * for what it writes.
   */
  ImmutableSet<Key> tell(MeshState state, MeshView view, boolean observing) {
    context.remains.recall(state, view, context.loop.now());
    if (view.resource().deleting() && state.told.isPresent()) {
      return ImmutableSet.of();
    }
    Optional<Snapshot<ServiceMeshSpec>> declared = view.declared().map(InForce::snapshot);
    return observing && declared.isPresent()
        ? tell(state, Stance.atRest(declared))
        : tell(state, state.journal.rollout().stance());
  }

  /**
   * Tells it which services an endpoint has, as was written down: nobody else gets their names.
   *
   * @return the keys whose view changed
   */
  ImmutableSet<Key> tellServices(EndpointState state) {
    ImmutableMap<ServiceName, NameHold> held = held(state);
    if (state.toldServices.equals(held)) {
      return ImmutableSet.of();
    }
    state.toldServices = held;
    return context.index.apply(new ServicesHeld(state.key, held));
  }

  private static ImmutableMap<ServiceName, NameHold> held(EndpointState state) {
    ImmutableMap.Builder<ServiceName, NameHold> held = ImmutableMap.builder();
    state
        .journal
        .services()
        .forEach((name, id) -> {
          ServiceTrack track = state.tracks.get(name);
          if (track == null || !track.isOfAnother()) {
            held.put(name, id.isPresent() ? NameHold.EXISTING : NameHold.ANNOUNCED);
          }
        });
    return held.buildOrThrow();
  }

  private ImmutableSet<Key> tell(
      EndpointState state, Stance<Snapshot<ServiceEndpointSpec>> stance) {
    Optional<Stance<String>> gist = Optional.of(gist(stance));
    if (state.told.equals(gist)) {
      return ImmutableSet.of();
    }
    state.told = gist;
    return context.index.apply(new EndpointInForce(state.key, stance));
  }

  private ImmutableSet<Key> tell(MeshState state, Stance<Snapshot<ServiceMeshSpec>> stance) {
    Optional<Stance<String>> gist = Optional.of(gist(stance));
    if (state.told.equals(gist)) {
      return ImmutableSet.of();
    }
    state.told = gist;
    return context.index.apply(new MeshInForce(state.key, stance));
  }

  private static Stance<String> gist(Stance<? extends Snapshot<?>> stance) {
    return stance.map(held -> held.number() + " " + held.hash());
  }

  /** What is declared, with a number that means nothing. */
  static <D> Snapshot<D> snapshot(Accepted<D, ?> accepted) {
    return new Snapshot<>(
        accepted.revision().number(),
        accepted.revision().hash(),
        accepted.generation(),
        accepted.declared());
  }
}
