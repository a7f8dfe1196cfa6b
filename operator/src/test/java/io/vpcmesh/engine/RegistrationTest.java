package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.InstanceCount;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Instance;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.HealthStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From a manifest to Cloud Map. */
class RegistrationTest {

  @Test
  void oneManifestBecomesOneServiceAndOneInstance() {
    TestWorld world = TestWorld.immediate().start();

    world.mesh("shop", Specs.mesh()).endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    assertThat(world.count(AwsAction.CREATE_PRIVATE_DNS_NAMESPACE)).isEqualTo(1);
    assertThat(world.count(AwsAction.CREATE_SERVICE)).isEqualTo(1);
    assertThat(world.count(AwsAction.REGISTER_INSTANCE)).isEqualTo(1);
    assertThat(world.writes()).isEqualTo(3);
    Instance instance = world.snapshot().instances().findFirst().orElseThrow();
    assertThat(instance.attributes())
        .containsEntry("AWS_INSTANCE_IPV4", "10.0.1.4")
        .containsEntry("AWS_INSTANCE_PORT", "8080")
        .containsEntry("REGION", "eu-west-1")
        .containsEntry("ECS_SERVICE_NAME", "orders")
        .containsEntry("vpcmesh.io/installation", "inst-1")
        .containsEntry("vpcmesh.io/owner", "ServiceEndpoint/shop/orders@shop/shop")
        .containsEntry("vpcmesh.io/uid", "uid-orders");
    assertThat(instance.health()).isEqualTo(Optional.of(HealthStatus.HEALTHY));
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.status("orders").instances()).isEqualTo(new InstanceCount(1, 1, 1, 0, "1/1"));
  }

  @Test
  void theSameHappensOnACloudThatIsSlowAndLate() {
    TestWorld world = TestWorld.realistic().start();

    world
        .mesh("shop", Specs.mesh())
        .endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.5", "10.0.1.6"))
        .settle();

    assertThat(world.registered("orders")).containsExactly("10-0-1-4", "10-0-1-5", "10-0-1-6");

    assertThat(world.writes()).isEqualTo(5);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void anIdleHourWritesNothingAndReadsLittle() {
    TestWorld world = TestWorld.realistic().start();
    world.mesh("shop", Specs.mesh()).endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    world.calls.clear();

    world.run(Duration.ofHours(1));

    assertThat(world.writes()).isZero();
    assertThat(world.calls.size()).isBetween(6, 17);
  }

  @Test
  void anAddressThatIsTakenOutIsDeregisteredAndANewOneRegistered() {
    TestWorld world = TestWorld.realistic().start();
    world
        .mesh("shop", Specs.mesh())
        .endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.5"))
        .settle();
    world.calls.clear();

    world.endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.6")).settle();

    assertThat(world.registered("orders")).containsExactly("10-0-1-4", "10-0-1-6");
    assertThat(world.writes()).isEqualTo(2);
  }

  @Test
  void aDeletedEndpointLeavesNothingBehind() {
    TestWorld world = TestWorld.realistic().start();
    world.mesh("shop", Specs.mesh()).endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    world.delete("orders").settle();

    assertThat(world.snapshot().services()).isEmpty();
    assertThat(world.endpoints).isEmpty();
    assertThat(world.hasStatus("orders")).isFalse();
  }

  @Test
  void aDeletedMeshGoesAfterItsEndpoints() {
    TestWorld world = TestWorld.realistic().start();
    world.mesh("shop", Specs.mesh()).endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    world.deleteMesh("shop").settle();

    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("UNKNOWN/Terminating");
    assertThat(world.registered("orders")).isEqualTo(List.of("10-0-1-4"));

    world.delete("orders").settle();

    assertThat(world.snapshot().namespaces()).isEmpty();
    assertThat(world.meshes).isEmpty();
  }

  @Test
  void aRestartWritesNothing() {
    TestWorld world = TestWorld.realistic().start();
    world.mesh("shop", Specs.mesh()).endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    world.calls.clear();

    world.restart().settle();

    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }
}
