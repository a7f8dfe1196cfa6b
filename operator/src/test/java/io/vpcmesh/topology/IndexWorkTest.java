package io.vpcmesh.topology;

import static io.vpcmesh.topology.EndpointFixture.CREATED;
import static io.vpcmesh.topology.EndpointFixture.address;
import static io.vpcmesh.topology.EndpointFixture.backend;
import static io.vpcmesh.topology.EndpointFixture.discovery;
import static io.vpcmesh.topology.EndpointFixture.endpoint;
import static io.vpcmesh.topology.EndpointFixture.ports;
import static io.vpcmesh.topology.EndpointFixture.serviceName;
import static io.vpcmesh.topology.EndpointFixture.ttl;
import static io.vpcmesh.topology.MeshFixture.mesh;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Resource;
import io.vpcmesh.topology.TopologyEvent.EndpointSeen;
import io.vpcmesh.topology.TopologyEvent.Gone;
import org.junit.jupiter.api.Test;

/** The work for an event grows with what it changes, not with the mesh. */
class IndexWorkTest {

  private static final EndpointFixture FIRST = named(0);

  @Test
  void oneChangeBuildsAsManyViewsInALargeMeshAsInASmallOne() {
    ImmutableList<TopologyEvent> changes =
        ImmutableList.of(
            seen(FIRST.edited(spec -> backend(spec, backend(address("10.0.9.9"))))),
            seen(FIRST.edited(spec -> discovery(spec, ttl("1m")))),
            seen(FIRST.edited(spec -> ports(spec))),
            seen(FIRST),
            seen(endpoint("newcomer")),
            seen(thief()),
            new Gone(FIRST.key()),
            new Gone(thief().key()));

    assertThat(viewsBuilt(10_000, changes)).isEqualTo(viewsBuilt(100, changes));
    assertThat(viewsBuilt(100, changes)).containsExactly(1L, 1L, 1L, 1L, 2L, 2L, 2L, 1L);
  }

  private static ImmutableList<Long> viewsBuilt(
      int endpoints, ImmutableList<TopologyEvent> changes) {
    World world = new World();
    world.see(mesh("shop"));
    for (int i = 0; i < endpoints; i++) {
      world.see(named(i));
    }
    world.index.keys().forEach(key -> look(world.index, key));
    return changes.stream()
        .map(change -> viewsBuilt(world.index, change))
        .collect(ImmutableList.toImmutableList());
  }

  /** As an engine does: whatever is touched is looked at. */
  private static long viewsBuilt(Index index, TopologyEvent change) {
    long before = index.viewsBuilt();
    index.apply(change).forEach(key -> look(index, key));
    return index.viewsBuilt() - before;
  }

  private static void look(Index index, Key key) {
    switch (key) {
      case EndpointKey endpoint -> index.endpoint(endpoint).ifPresent(view -> use(view.resource()));
      case MeshId mesh -> index.mesh(mesh).ifPresent(view -> use(view.resource()));
    }
  }

  private static void use(Resource<?> resource) {
    assertThat(resource.generation()).isPositive();
  }

  private static EndpointFixture named(int number) {
    return endpoint("service" + number);
  }

  private static EndpointFixture thief() {
    return endpoint("thief")
        .created(CREATED.plusSeconds(1))
        .with(spec -> serviceName(spec, "service0"));
  }

  private static TopologyEvent seen(EndpointFixture endpoint) {
    return new EndpointSeen(endpoint.resource());
  }
}
