package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.Client;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Security groups take no more calls than they must. */
class GroupCallsTest {

  private static final int SERVICES = 30;
  private static final int CLIENTS = 5;

  private final TestWorld world = TestWorld.realistic();

  @Test
  void aMeshThatComesUpAtOnceMakesAndOpensEachGroupOnce() {
    comeUp();
    world.settle();

    assertThat(world.count(AwsAction.CREATE_SECURITY_GROUP)).isEqualTo(SERVICES);
    assertThat(world.count(AwsAction.AUTHORIZE_SECURITY_GROUP_INGRESS)).isEqualTo(SERVICES);
    assertThat(world.count(AwsAction.REVOKE_SECURITY_GROUP_INGRESS)).isZero();
    assertThat(IntStream.range(0, SERVICES).mapToObj(this::ready)).containsOnly("TRUE/Completed");
  }

  @Test
  void aClientWhoseGroupCannotBeMadeHoldsNobodyUp() {
    world.mesh("shop", Specs.secured(Specs.mesh()));
    world.endpoint("cart", Specs.client()).settle();
    world
        .cloud
        .faults()
        .set(
            CallPattern.matching(call ->
                call.action() == AwsAction.CREATE_SECURITY_GROUP
                    && call.request().subject().contains("stuck")),
            Fault.denied());

    world.endpoint("stuck", Specs.client());
    world.run(Duration.ofMillis(500));
    world.endpoint(
        "orders",
        Specs.callable(Specs.endpoint("10.0.1.4"), Specs.peer("cart"), Specs.peer("stuck")));
    world.run(Duration.ofSeconds(30));

    assertThat(new GroupView(world).letsIn("orders")).containsExactly("8080 from cart");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  private void comeUp() {
    world.mesh("shop", Specs.secured(Specs.mesh()));
    IntStream.range(0, SERVICES).forEach(i -> world.endpoint("service-" + i, service(i)));
  }

  private static ServiceEndpointSpec service(int i) {
    return Specs.callable(
        Specs.endpoint("10.0.1." + (i + 1)),
        IntStream.rangeClosed(1, CLIENTS)
            .mapToObj(client -> Specs.peer("service-" + (i + client) % SERVICES))
            .toArray(Client[]::new));
  }

  private String ready(int i) {
    return world.condition("service-" + i, "Ready");
  }
}
