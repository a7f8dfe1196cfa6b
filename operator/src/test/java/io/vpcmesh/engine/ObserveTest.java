package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.NamespaceType;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.HealthStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Where nothing may be written, the plan is told instead. */
class ObserveTest {

  private static final ServiceMeshSpec OBSERVE = Specs.mesh(MeshMode.OBSERVE, Ownership.MANAGED);

  private final TestWorld world = TestWorld.realistic().start();
  private final Hands hands = new Hands(world);

  @Test
  void aMeshThatIsOnlyObservedWritesNothingAndTellsWhatItWould() {
    world.mesh("shop", OBSERVE).endpoint("orders", Specs.endpoint("10.0.1.4"));

    world.run(Duration.ofHours(1));

    assertThat(world.writes()).isZero();
    assertThat(world.meshStatus("shop").plannedChanges())
        .containsExactly("create namespace shop.internal (private DNS in vpc-0a)");
    assertThat(world.meshCondition("shop", "Stalled")).isEqualTo("TRUE/Paused");
    assertThat(world.status("orders").plannedChanges())
        .containsExactly(
            "create service orders (A, TTL 10 s, custom health)",
            "register orders/10-0-1-4 (10.0.1.4 port 8080)");
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/Paused");
  }

  @Test
  void whatIsThereAlreadyIsNotPlanned() {
    running();

    world.mesh("shop", OBSERVE).run(Duration.ofHours(1));

    assertThat(world.writes()).isZero();
    assertThat(world.status("orders").plannedChanges()).isEmpty();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void everyKindOfChangeIsPlannedAndNoneIsMade() {
    running();
    world.mesh("shop", OBSERVE).settle();
    hands.setHealth("orders", "10-0-1-5", HealthStatus.UNHEALTHY);

    world.endpoint("orders", Specs.endpoint(Specs.ttl("30s"), "10.0.1.5", "10.0.1.6"));
    world.run(Duration.ofMinutes(10));

    assertThat(world.writes()).isZero();
    assertThat(world.status("orders").plannedChanges())
        .containsExactly(
            "update service orders: TTL 10 s -> 30 s",
            "deregister orders/10-0-1-4",
            "mark orders/10-0-1-5 HEALTHY",
            "register orders/10-0-1-6 (10.0.1.6 port 8080)");
    assertThat(world.registered("orders")).containsExactly("10-0-1-4", "10-0-1-5");
  }

  @Test
  void whatWasPlannedIsDoneAsSoonAsItMayBe() {
    world.mesh("shop", OBSERVE).endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    world.mesh("shop", Specs.mesh()).settle();

    assertThat(world.writes()).isEqualTo(3);
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.status("orders").plannedChanges()).isEmpty();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void aRestartOfAMeshThatIsOnlyObservedWritesNothing() {
    running();
    world.mesh("shop", OBSERVE).endpoint("orders", Specs.endpoint("10.0.1.6")).settle();

    world.restart().settle();

    assertThat(world.writes()).isZero();
    assertThat(world.status("orders").plannedChanges())
        .containsExactly(
            "deregister orders/10-0-1-4", "register orders/10-0-1-6 (10.0.1.6 port 8080)");
  }

  @Test
  void whatIsUnderWayWhenTheModeChangesIsTheLastThatHappens() {
    world.mesh("shop", Specs.mesh()).settle();
    world.endpoint("orders", Specs.endpoint(Specs.addresses(1, 1, 40)));
    world.loop.runUntil(() -> world.count(AwsAction.CREATE_SERVICE) == 1, Duration.ofMinutes(1));

    world.mesh("shop", OBSERVE).run(Duration.ofMillis(100));
    world.calls.clear();
    world.run(Duration.ofHours(1));

    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/Paused");
  }

  @Test
  void anEngineThatMayOnlyObserveDoesSoWhateverTheMeshSays() {
    running();
    world.settings = EngineSettings::observing;

    world.restart().endpoint("orders", Specs.endpoint("10.0.1.6")).delete("orders").settle();

    assertThat(world.writes()).isZero();
    assertThat(world.endpoints).hasSize(1);
    assertThat(world.registered("orders")).containsExactly("10-0-1-4", "10-0-1-5");
  }

  @Test
  void credentialsOfAnotherAccountWriteNothingUntilTheSpecIsCorrected() {
    world.mesh("shop", ofAccount("999999999999")).endpoint("orders", Specs.endpoint("10.0.1.4"));

    world.run(Duration.ofHours(1));

    assertThat(world.writes()).isZero();
    assertThat(world.meshCondition("shop", "Stalled")).isEqualTo("TRUE/AwsAccessDenied");
    assertThat(world.meshMessage("shop", "Stalled"))
        .contains("123456789012")
        .contains("999999999999");
    assertThat(world.message("orders", "Reconciling")).contains("999999999999");

    world.mesh("shop", ofAccount("123456789012")).settle();

    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void anAccountThatTurnsOutToBeWrongStopsEveryWrite() {
    running();
    world.mesh("shop", ofAccount("999999999999")).settle();

    world.endpoint("orders", Specs.endpoint("10.0.1.6")).restart();
    world.endpoint("user", Specs.endpoint("10.0.2.4")).run(Duration.ofHours(1));

    assertThat(world.writes()).isZero();
    assertThat(world.registered("orders")).containsExactly("10-0-1-4", "10-0-1-5");
  }

  private void running() {
    world.mesh("shop", Specs.mesh()).endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.5"));
    world.settle();
    assertThat(world.registered("orders")).containsExactly("10-0-1-4", "10-0-1-5");
    world.calls.clear();
  }

  private static ServiceMeshSpec ofAccount(String account) {
    return Specs.mesh(MeshMode.ENFORCE, Ownership.MANAGED, NamespaceType.DNS_PRIVATE, account);
  }
}
