package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.RecordType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a process sent that died may still be on its way when the next one looks. */
class DeletionAfterRestartTest {

  private final TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh()).settle();
  private final Hands hands = new Hands(world);

  @Test
  void registrationsThatDiscoveryDoesNotShowYetAreTakenOut() {
    hands.createService("orders", Map.of(), RecordType.A);
    world.run(Duration.ofMinutes(10)).endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.5"));
    world.loop.runUntil(() -> world.registered("orders").size() == 2, Duration.ofMinutes(1));

    world.delete("orders").restart().settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.registered("orders")).isEmpty();
  }

  @Test
  void registrationsThatAreStillUnderWayAreTakenOut() {
    hands.createService("orders", Map.of(), RecordType.A);
    world
        .cloud
        .faults()
        .set(
            CallPattern.to(AwsAction.REGISTER_INSTANCE),
            new Fault.OperationDelayed(Duration.ofSeconds(40)));
    world.run(Duration.ofMinutes(10)).endpoint("orders", Specs.endpoint("10.0.1.4"));
    world.loop.runUntil(() -> world.count(AwsAction.REGISTER_INSTANCE) == 1, Duration.ofMinutes(1));

    world.delete("orders").restart().run(Duration.ofMinutes(5));

    assertThat(world.endpoints).isEmpty();
    assertThat(world.registered("orders")).isEmpty();
  }

  @Test
  void aNamespaceThatAwsWasStillMakingIsDeletedWithItsMesh() {
    TestWorld fresh = TestWorld.realistic().start().mesh("shop", Specs.mesh());
    fresh.loop.runUntil(
        () -> fresh.count(AwsAction.CREATE_PRIVATE_DNS_NAMESPACE) == 1, Duration.ofMinutes(1));

    fresh.deleteMesh("shop").restart().run(Duration.ofMinutes(5));

    assertThat(fresh.meshes).isEmpty();
    assertThat(fresh.snapshot().namespaces()).isEmpty();
  }

  @Test
  void aServiceWhoseCreationNobodyHeardOfIsDeleted() {
    world
        .cloud
        .faults()
        .set(CallPattern.to(AwsAction.CREATE_SERVICE).nth(1), new Fault.AnswerLost(true));
    world.endpoint("orders", Specs.endpoint("10.0.1.4"));
    world.loop.runUntil(() -> world.count(AwsAction.CREATE_SERVICE) == 1, Duration.ofMinutes(1));

    world.delete("orders").restart().settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.snapshot().services()).isEmpty();
  }

  @Test
  void aServiceOfWhichOnlyTheFormerProcessHeardIsTakenBackWithTheChange() {
    world.endpoint("orders", Specs.endpoint("10.0.1.4"));
    world.loop.runUntil(() -> world.count(AwsAction.CREATE_SERVICE) == 1, Duration.ofMinutes(1));

    // The new process lists before AWS shows what the old one made, and may not make it again.
    world.annotate("orders", "vpcmesh.io/abort", "1").restart().run(Duration.ofMinutes(1));
    world.delete("orders").settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.snapshot().services()).isEmpty();
  }

  @Test
  void aServiceThatReadsAreTooOldToShowIsDeleted() {
    world.endpoint("orders", Specs.endpoint("10.0.1.4"));
    world.loop.runUntil(() -> world.registered("orders").size() == 1, Duration.ofMinutes(1));
    world.run(Duration.ofSeconds(40));
    world.cloud.faults().set(CallPattern.all(), new Fault.StaleRead(Duration.ofSeconds(55)));

    world.delete("orders").run(Duration.ofSeconds(30));
    world.cloud.faults().clear();
    world.settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.snapshot().services()).isEmpty();
  }

  @Test
  void aNamespaceThatEmptyPagesDoNotShowIsDeleted() {
    world.cloud.faults().set(CallPattern.to(AwsAction.LIST_NAMESPACES), new Fault.EmptyPage(true));

    world.restart().deleteMesh("shop").run(Duration.ofMinutes(2));
    world.cloud.faults().clear();
    world.settle();

    assertThat(world.snapshot().namespaces()).isEmpty();
    assertThat(world.meshes).isEmpty();
  }
}
