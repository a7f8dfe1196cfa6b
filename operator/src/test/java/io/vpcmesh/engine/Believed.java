package io.vpcmesh.engine;

import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.deployment.Changes;
import io.vpcmesh.deployment.Changes.Change;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Resource;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.topology.TopologyEvent;
import io.vpcmesh.topology.TopologyEvent.EndpointSeen;
import io.vpcmesh.topology.TopologyEvent.MeshSeen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The declared world as an engine may believe it to be, since events reach it late: of each object
 * the truth, or the newest that it was told. An older one than that is no excuse.
 */
final class Believed {

  /** More than that is not tried; there are rarely more than a few. */
  private static final int MOST = 512;

  private final Script truth;
  private final LateWatch watch;

  Believed(Script truth, LateWatch watch) {
    this.truth = truth;
    this.watch = watch;
  }

  /** One object: it, and what was valid of it the last time; both absent when it is not there. */
  private record Belief(
      Optional<Resource<ServiceEndpointSpec>> endpoint,
      Optional<Resource<ServiceMeshSpec>> mesh,
      Optional<ServiceEndpointSpec> valid) {
    static final Belief NOTHING = new Belief(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private record World(Map<Key, Belief> beliefs) implements Script.Sight {

    @Override
    public Optional<Resource<ServiceEndpointSpec>> endpoint(EndpointKey key) {
      return belief(key).endpoint();
    }

    @Override
    public Optional<Resource<ServiceMeshSpec>> mesh(ObjectRef ref) {
      return belief(new MeshId(ref)).mesh();
    }

    @Override
    public Optional<ServiceEndpointSpec> valid(EndpointKey key) {
      return belief(key).valid();
    }

    private Belief belief(Key key) {
      return beliefs.getOrDefault(key, Belief.NOTHING);
    }
  }

  /** Every mixture of what may be believed. */
  Stream<Script> all() {
    List<Map<Key, Belief>> worlds = new ArrayList<>(List.of(new HashMap<>()));
    for (Key key : keys()) {
      Set<Belief> beliefs = beliefs(key);
      List<Map<Key, Belief>> next = new ArrayList<>();
      for (Map<Key, Belief> world : worlds) {
        for (Belief belief : beliefs) {
          Map<Key, Belief> more = new HashMap<>(world);
          more.put(key, belief);
          next.add(more);
        }
      }
      worlds = next.size() > MOST ? next.subList(0, MOST) : next;
    }
    return worlds.stream().map(world -> truth.as(new World(world)));
  }

  private Set<Key> keys() {
    Set<Key> keys = new LinkedHashSet<>(truth.declared());
    keys.add(MeshId.of("shop", "shop"));
    return keys;
  }

  private Set<Belief> beliefs(Key key) {
    Set<Belief> beliefs = new LinkedHashSet<>();
    switch (key) {
      case EndpointKey endpoint ->
          beliefs.add(
              new Belief(
                  truth.sight().endpoint(endpoint),
                  Optional.empty(),
                  truth.sight().valid(endpoint)));
      case MeshId mesh ->
          beliefs.add(
              new Belief(Optional.empty(), truth.sight().mesh(mesh.ref()), Optional.empty()));
    }
    watch.believed(key).flatMap(event -> beliefs(key, event)).forEach(beliefs::add);
    return beliefs;
  }

  private Stream<Belief> beliefs(Key key, TopologyEvent event) {
    return switch (event) {
      case MeshSeen(var mesh) ->
          Stream.of(new Belief(Optional.empty(), Optional.of(mesh), Optional.empty()));
      case EndpointSeen(var seen) ->
          (People.isNonsense(seen.spec())
                  ? inForce((EndpointKey) key)
                  : Stream.of(Optional.of(seen.spec())))
              .map(spec -> new Belief(Optional.of(seen), Optional.empty(), spec));
      default -> Stream.of(Belief.NOTHING);
    };
  }

  /**
   * What was seen to be valid before it was nonsense: as far as that was written down, if it was.
   */
  private Stream<Optional<ServiceEndpointSpec>> inForce(EndpointKey key) {
    Optional<EndpointJournal> journal =
        Optional.ofNullable(truth.world.memory.load().endpoints().get(key));
    Stream<Snapshot<ServiceEndpointSpec>> held =
        Stream.concat(
            journal.flatMap(EndpointJournal::running).stream(),
            journal.flatMap(EndpointJournal::changes).flatMap(Changes::change).stream()
                .map(Change::target));
    return Stream.concat(
        held.map(Snapshot::declared).map(Optional::of),
        Stream.of(truth.sight().valid(key), Optional.empty()));
  }
}
