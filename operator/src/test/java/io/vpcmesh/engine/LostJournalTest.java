package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.EndpointAwsStatus;
import io.vpcmesh.engine.Store.Journals;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.ServiceName;
import io.vpcmesh.runtime.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody deleted the journals of endpoints while no operator ran. */
class LostJournalTest {

  private static final ObjectRef ORDERS = new ObjectRef("shop", "orders");
  private static final ObjectRef SHOP = new ObjectRef("shop", "shop");

  private final TestWorld world =
      TestWorld.realistic().start().mesh("shop", Specs.secured(Specs.mesh()));

  @BeforeEach
  void register() {
    world.endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.5")).settle();
    Journals all = world.memory.load();
    world.memory =
        new MemoryStore(
            new Journals(ImmutableMap.of(), all.meshes(), all.endpointStatus(), all.meshStatus()));
    world.calls.clear();
  }

  @Test
  void whatIsDeletedMeanwhileLeavesNothingInAws() {
    isDeletedMeanwhile();

    world.restart().settle();

    assertThat(world.snapshot().services()).isEmpty();
    assertThat(new GroupView(world).find("orders")).isEmpty();
    assertThat(world.endpoints).isEmpty();
  }

  @Test
  void whatIsNotDeletedGoesOnAsItWas() {
    world.restart().run(Duration.ofMinutes(30));

    assertThat(world.writes()).isZero();
    assertThat(world.registered("orders")).containsExactly("10-0-1-4", "10-0-1-5");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void whatWasAbortedLongAgoIsNotAbortedAgain() {
    world.annotate("orders", "vpcmesh.io/abort", "1");

    world.restart().run(Duration.ofMinutes(30));

    assertThat(world.writes()).isZero();
    assertThat(world.registered("orders")).containsExactly("10-0-1-4", "10-0-1-5");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void aNameInTheStatusThatCanBeNoServiceIsNotLookedFor() {
    EndpointJournal lost =
        EndpointJournal.lost(
            new EndpointAwsStatus(
                ImmutableMap.of("NO NAME", "srv-a", "orders", "srv-b"),
                null,
                null,
                List.of("no id", "sg-0a1b2c3d")));

    assertThat(lost.services()).containsOnlyKeys(new ServiceName("orders"));
    assertThat(lost.group().orElseThrow().id()).contains(new SecurityGroupId("sg-0a1b2c3d"));
  }

  @Test
  void whatIsDeletedWithoutItsMeshSaysWhatIsLeftAndWhatToDo() {
    isDeletedMeanwhile();
    world.meshes.remove(SHOP);

    world.restart().settle();

    assertThat(world.registered("orders")).hasSize(2);
    assertThat(world.message("orders", "Ready"))
        .contains(
            "its journal is lost", "(orders, sg-", "restore the mesh", "deletionPolicy: Retain");
  }

  private void isDeletedMeanwhile() {
    world.endpoints.compute(
        ORDERS, (_, declared) -> Objects.requireNonNull(declared).deletionRequested());
  }
}
