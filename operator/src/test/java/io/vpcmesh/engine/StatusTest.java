package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.DnsRecords;
import io.vpcmesh.api.v1alpha1.MemberCount;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the status tells over time. What holds of each single status, all tests watch. */
class StatusTest {

  private final TestWorld world = TestWorld.realistic().start();
  private final List<String> told = new ArrayList<>();

  @Test
  void anHourInWhichNothingHappensWritesNoStatus() {
    everyKindOfEndpoint();
    world.statusWrites.clear();

    world.run(Duration.ofHours(1));

    assertThat(world.statusWrites).isEmpty();
  }

  @Test
  void theFirstStatusOfAGenerationDoesNotCallTheOldOneReady() {
    listen();
    world.mesh("shop", Specs.mesh()).endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    told.clear();

    world.endpoint("orders", Specs.endpoint("10.0.1.5")).settle();

    assertThat(told.getFirst()).isEqualTo("orders 2 UNKNOWN");
    assertThat(told.getLast()).isEqualTo("orders 2 TRUE");
    assertThat(told).doesNotContain("orders 1 TRUE", "orders 2 FALSE");
  }

  @Test
  void aGenerationThatChangesNothingInAwsIsReadyInOneWrite() {
    listen();
    world.mesh("shop", Specs.mesh()).endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    told.clear();

    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    assertThat(told).containsExactly("orders 2 TRUE");
  }

  @Test
  void aGenerationThatIsRefusedSaysSoInOneWrite() {
    listen();
    world.mesh("shop", Specs.mesh()).endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    told.clear();

    world.endpoint("orders", Specs.endpoint("10.0.1.400")).settle();

    assertThat(told).containsExactly("orders 2 FALSE");
  }

  @Test
  void onTheWayToReadyNothingIsCalledStalled() {
    listen();

    everyKindOfEndpoint();

    assertThat(told).isNotEmpty().allMatch(line -> !line.endsWith("FALSE"));
  }

  @Test
  void theMeshCountsItsEndpointsAndInstances() {
    everyKindOfEndpoint();

    assertThat(world.meshStatus("shop").members()).isEqualTo(new MemberCount(1, 5, 5, null));
    assertThat(world.meshStatus("shop").quotas().getFirst().used()).isEqualTo(10);

    world.tasks.put(Fleet.ORDERS, Specs.task("t009", "10.9.9.9", 8080, State.READY));
    world.settle();

    assertThat(world.meshStatus("shop").quotas().getFirst().used()).isEqualTo(11);
  }

  @Test
  void aMeshThatIsOnlyObservedIsAsQuietAsAnother() {
    world.mesh("shop", Specs.mesh(MeshMode.OBSERVE, Ownership.MANAGED));
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    world.statusWrites.clear();

    world.run(Duration.ofHours(1));

    assertThat(world.statusWrites).isEmpty();
  }

  @Test
  void whatIsDeniedForAnHourIsToldOnce() {
    world.mesh("shop", Specs.mesh()).settle();
    world.cloud.faults().set(CallPattern.to(AwsAction.REGISTER_INSTANCE), Fault.denied());
    world.endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.5")).settle();
    world.statusWrites.clear();
    world.run(Duration.ofMinutes(6));
    assertThat(world.statusWrites).isEmpty();

    world.run(Duration.ofHours(1));
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/RolledBack");
    assertThat(world.statusWrites).hasSizeLessThanOrEqualTo(6);
    world.statusWrites.clear();
    world.run(Duration.ofHours(1));
    assertThat(world.statusWrites).isEmpty();
  }

  /** Two instances each: with A records, with SRV and two ports, API only, by tasks, adopted. */
  private void everyKindOfEndpoint() {
    listen();
    world.mesh("shop", Specs.mesh());
    world.endpoint("user", Specs.endpoint("10.0.1.4", "10.0.1.5"));
    world.endpoint(
        "payments",
        Specs.ports(
            Specs.endpoint(Specs.record(DnsRecords.SRV), "10.0.2.4"),
            Specs.port("http", 80, 8080),
            Specs.port("admin", 81, 9090)));
    world.endpoint(
        "basket", Specs.endpoint(Specs.record(DnsRecords.API_ONLY), "10.0.3.4", "10.0.3.5"));
    new Fleet(world).start(1, 2);
    world.endpoint("orders", Specs.endpoint()).settle();
    new Hands(world).createService("legacy", Map.of());
    world.endpoint(
        "legacy", Specs.endpoint(Specs.record(DnsRecords.API_ONLY), "10.0.4.4", "10.0.4.5"));
    world.settle();
  }

  /** Notes every status of an endpoint as name, generation and Ready. */
  private void listen() {
    world.onStatus =
        key -> {
          if (key instanceof EndpointKey endpoint) {
            note(endpoint.ref().name());
          }
        };
  }

  private void note(String name) {
    ServiceEndpointStatus status = world.status(name);
    status.conditions().stream()
        .filter(condition -> condition.type().equals("Ready"))
        .map(ready -> name + " " + status.observedGeneration() + " " + ready.status())
        .forEach(told::add);
  }
}
