package io.vpcmesh.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.model.Stance;
import io.vpcmesh.topology.TopologyEvent.EndpointInForce;
import io.vpcmesh.topology.TopologyEvent.EndpointSeen;
import io.vpcmesh.topology.TopologyEvent.EndpointUnreadable;
import io.vpcmesh.topology.TopologyEvent.Gone;
import io.vpcmesh.topology.TopologyEvent.MeshInForce;
import io.vpcmesh.topology.TopologyEvent.MeshSeen;
import io.vpcmesh.topology.TopologyEvent.MeshUnreadable;
import io.vpcmesh.topology.TopologyEvent.NamespaceSeen;
import io.vpcmesh.topology.TopologyEvent.ServicesHeld;
import io.vpcmesh.topology.TopologyEvent.Unreadable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An index that is updated in place against one that is built anew. */
class IndexHistoryTest {

  private static final int SEEDS = 200;
  private static final int EVENTS = 120;

  @Test
  void touchedIsExactlyWhatChanged() {
    for (long seed = 0; seed < SEEDS; seed++) {
      RandomHistory history = new RandomHistory(seed);
      Index index = new Index();
      Index neverRead = new Index();
      for (int i = 0; i < 1 + seed % EVENTS; i++) {
        ImmutableMap<Key, Object> before = views(index);
        TopologyEvent event = history.next();

        ImmutableSet<Key> touched = index.apply(event);

        neverRead.apply(event);
        assertThat(touched)
            .as("seed %d, event %d: %s", seed, i, event)
            .containsExactlyInAnyOrderElementsOf(changed(before, views(index)));
      }
      assertThat(views(index)).as("seed %d", seed).isEqualTo(views(neverRead));
    }
  }

  @Test
  void aRestartInAnyOrderLeadsToTheSameViews() {
    for (long seed = 0; seed < SEEDS; seed++) {
      RandomHistory history = new RandomHistory(seed);
      Index index = new Index();
      Map<Object, TopologyEvent> newest = new HashMap<>();
      for (int i = 0; i < EVENTS; i++) {
        TopologyEvent event = history.next();
        index.apply(event);
        keep(newest, event);
      }

      Index restarted = restarted(index, newest, new Random(seed));

      assertThat(held(restarted)).as("seed %d", seed).isEqualTo(held(index));
    }
  }

  /** The views without what is declared: of what cannot be read any more that is not remembered. */
  private static ImmutableMap<Key, Object> held(Index index) {
    return ImmutableMap.copyOf(
        Maps.transformValues(
            views(index),
            view ->
                switch (view) {
                  case EndpointView seen -> held(seen);
                  case MeshView seen -> held(seen);
                  default -> view;
                }));
  }

  private static EndpointView held(EndpointView view) {
    return new EndpointView(
        view.resource(),
        Optional.empty(),
        view.stance(),
        view.problems(),
        view.conflict(),
        view.lost(),
        view.mesh().map(of -> new MeshFacts(of.id(), of.deleting(), Optional.empty(), of.stance())),
        view.admission(),
        view.callers(),
        view.others());
  }

  private static MeshView held(MeshView view) {
    return new MeshView(
        view.resource(),
        Optional.empty(),
        view.stance(),
        view.problems(),
        view.endpoints(),
        view.namespaces());
  }

  @Test
  void theOrderOfFirstSightMakesNoDifference() {
    for (long seed = 0; seed < SEEDS; seed++) {
      RandomHistory history = new RandomHistory(seed);
      Map<Object, TopologyEvent> newest = new HashMap<>();
      for (int i = 0; i < EVENTS; i++) {
        keep(newest, history.next());
      }
      List<TopologyEvent> events = new ArrayList<>(newest.values());
      events.removeIf(Unreadable.class::isInstance);

      Index one = new Index();
      events.forEach(one::apply);
      Collections.shuffle(events, new Random(seed));
      Index other = new Index();
      events.forEach(other::apply);

      assertThat(views(other)).as("seed %d", seed).isEqualTo(views(one));
    }
  }

  /** Remembers what the index had accepted, then sees everything again. */
  private static Index restarted(Index index, Map<Object, TopologyEvent> newest, Random random) {
    Index restarted = new Index();
    List<TopologyEvent> memories = new ArrayList<>();
    index.keys().forEach(key -> memory(index, key).ifPresent(memories::add));
    List<TopologyEvent> sights = new ArrayList<>(newest.values());
    Collections.shuffle(memories, random);
    Collections.shuffle(sights, random);
    memories.forEach(restarted::apply);
    sights.stream().filter(event -> !(event instanceof Unreadable)).forEach(restarted::apply);
    sights.stream().filter(Unreadable.class::isInstance).forEach(restarted::apply);
    return restarted;
  }

  private static Optional<TopologyEvent> memory(Index index, Key key) {
    return switch (key) {
      case EndpointKey endpoint ->
          index
              .endpoint(endpoint)
              .flatMap(EndpointView::accepted)
              .map(was ->
                  new EndpointInForce(
                      endpoint,
                      Stance.atRest(
                          new Snapshot<>(
                              was.revision().number(),
                              was.revision().hash(),
                              was.generation(),
                              was.declared()))));
      case MeshId mesh ->
          index
              .mesh(mesh)
              .flatMap(MeshView::accepted)
              .map(was ->
                  new MeshInForce(
                      mesh,
                      Stance.atRest(
                          new Snapshot<>(
                              was.revision().number(),
                              was.revision().hash(),
                              was.generation(),
                              was.declared()))));
    };
  }

  /** The newest event of each resource, and beside it whether it can be read any more. */
  private static void keep(Map<Object, TopologyEvent> newest, TopologyEvent event) {
    switch (event) {
      case EndpointSeen seen -> seen(newest, new EndpointKey(seen.endpoint().ref()), event);
      case MeshSeen seen -> seen(newest, new MeshId(seen.mesh().ref()), event);
      case EndpointUnreadable seen -> seen(newest, new EndpointKey(seen.endpoint().ref()), event);
      case MeshUnreadable seen -> seen(newest, new MeshId(seen.mesh().ref()), event);
      case NamespaceSeen seen -> newest.put(seen.name(), event);
      case Unreadable unreadable -> newest.put("unreadable " + unreadable.key(), event);
      case Gone(Key key) -> {
        newest.remove(key);
        newest.remove("unreadable " + key);
      }
      case EndpointInForce _, ServicesHeld _, MeshInForce _ -> throw new IllegalStateException();
    }
  }

  private static void seen(Map<Object, TopologyEvent> newest, Key key, TopologyEvent event) {
    newest.put(key, event);
    newest.remove("unreadable " + key);
  }

  private static ImmutableSet<Key> changed(
      ImmutableMap<Key, Object> before, ImmutableMap<Key, Object> after) {
    return RandomHistory.keys().stream()
        .filter(key ->
            !Optional.ofNullable(before.get(key)).equals(Optional.ofNullable(after.get(key))))
        .collect(ImmutableSet.toImmutableSet());
  }

  private static ImmutableMap<Key, Object> views(Index index) {
    ImmutableMap.Builder<Key, Object> views = ImmutableMap.builder();
    for (Key key : RandomHistory.keys()) {
      view(index, key).ifPresent(view -> views.put(key, view));
    }
    return views.buildOrThrow();
  }

  private static Optional<?> view(Index index, Key key) {
    return switch (key) {
      case EndpointKey endpoint -> index.endpoint(endpoint);
      case MeshId mesh -> index.mesh(mesh);
    };
  }
}
