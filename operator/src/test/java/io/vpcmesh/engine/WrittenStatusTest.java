package io.vpcmesh.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Resource;
import io.vpcmesh.topology.TopologyEvent.EndpointSeen;
import io.vpcmesh.topology.TopologyEvent.Gone;
import io.vpcmesh.topology.TopologyEvent.MeshSeen;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was written before the start is gone on from by the resource that it is about. */
class WrittenStatusTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");
  private static final MeshId SHOP = MeshId.of("shop", "shop");

  private final TestWorld world = TestWorld.realistic();

  @BeforeEach
  void shop() {
    Replica replica = new Replica(world.loop);
    world.storeWrapper = strict -> new ClusterStore(world, strict, replica, new Mishaps(_ -> {}));
    world.restart().mesh("shop", Specs.mesh()).settle();
  }

  @Test
  void whatWasNeverValidKeepsItsTimesWhenItsFormerLifeIsSeenFirst() {
    aSuccessorIsSeenLate(Specs.endpoint("10.0.1.400"));
  }

  @Test
  void whatHasNothingInAwsKeepsItsTimesAndItsJournalWhenItsFormerLifeIsSeenFirst() {
    ServiceEndpointSpec client = Specs.client();

    EndpointJournal journal = aSuccessorIsSeenLate(client);

    assertThat(world.memory.load().endpoints().get(ORDERS)).isEqualTo(journal);
  }

  /** The strict store looks at the times. */
  @Test
  void aMeshThatIsBeingDeletedKeepsItsTimesWhenItsJournalIsAlreadyGone() {
    world.deleteMesh("shop");
    world.loop.runUntil(() -> world.snapshot().namespaces().isEmpty(), Duration.ofMinutes(2));
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("UNKNOWN/Terminating");
    world.loop.dropAll();
    world.loseJournal(SHOP).run(Duration.ofSeconds(20));

    world.restart().settle();

    assertThat(world.meshes).isEmpty();
  }

  /** Another process takes over that sees the former life for another minute. */
  private EndpointJournal aSuccessorIsSeenLate(ServiceEndpointSpec spec) {
    world.endpoint("orders", spec).settle();
    Resource<ServiceEndpointSpec> former = requireNonNull(world.endpoints.get(ORDERS.ref()));
    world.delete("orders").settle();
    Resource<ServiceEndpointSpec> successor =
        new Resource<>(ORDERS.ref(), "uid-2", 1, world.loop.now(), false, ImmutableMap.of(), spec);
    world.endpoint(successor).settle();
    String since = since();
    EndpointJournal journal =
        world.memory.load().endpoints().getOrDefault(ORDERS, EndpointJournal.empty(""));
    world.loop.dropAll();

    world.succeed();
    world.meshes.values().forEach(mesh -> world.engine.observe(new MeshSeen(mesh)));
    world.engine.observe(new EndpointSeen(former));
    world.engine.synced();
    world.run(Duration.ofMinutes(1));
    assertThat(since()).isEqualTo(since);
    world.engine.observe(new Gone(ORDERS));
    world.engine.observe(new EndpointSeen(successor));
    world.settle();

    assertThat(since()).isEqualTo(since);
    return journal;
  }

  private String since() {
    return world.status("orders").conditions().stream()
        .filter(condition -> condition.type().equals("Ready"))
        .map(Condition::lastTransitionTime)
        .findFirst()
        .orElseThrow();
  }
}
