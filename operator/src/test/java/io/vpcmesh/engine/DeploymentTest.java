package io.vpcmesh.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.Client;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.deployment.Cause;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.Snapshot;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change of a declaration, from its beginning to its end. */
class DeploymentTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");

  private final TestWorld world = TestWorld.realistic();
  private final GroupView groups = new GroupView(world);
  private final Script script = new Script(world);
  private final InvariantChecker checker = new InvariantChecker(script);

  @BeforeEach
  void shop() {
    world.restart();
    world.mesh("shop", Specs.secured(Specs.mesh()));
    script.endpoint("cart", Specs.client());
    script.endpoint("billing", Specs.client());
    script.endpoint("orders", orders("10s", 8080, "cart"));
    world.settle();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    world.calls.clear();
  }

  @AfterEach
  void noCallBrokeAnInvariant() {
    assertThat(checker.violations).isEmpty();
  }

  @Test
  void aFirstDeploymentIsRevisionOne() {
    assertThat(running()).isEqualTo(1);
    assertThat(deployment().phase()).isEqualTo(Phase.COMPLETED);
    assertThat(deployment().nameOf(ORDERS)).startsWith("e-orders-1-");
  }

  @Test
  void aGoodChangeIsSwitchedWatchedAndCompleted() {
    script.endpoint("orders", orders("30s", 8080, "cart"));
    world.run(Duration.ofMinutes(1));

    assertThat(deployment().phase()).isEqualTo(Phase.BAKING);
    assertThat(ttl()).isEqualTo(30);
    assertThat(running()).isEqualTo(1);
    assertThat(world.condition("orders", "Ready")).isEqualTo("UNKNOWN/Progressing");
    assertThat(world.condition("orders", "Reconciling")).isEqualTo("TRUE/Baking");

    world.run(Duration.ofMinutes(2));

    assertThat(deployment().phase()).isEqualTo(Phase.COMPLETED);
    assertThat(running()).isEqualTo(2);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.count(AwsAction.UPDATE_SERVICE)).isEqualTo(1);
  }

  @Test
  void aClientThatIsAddedAndOneThatIsRemovedChangePlacesWithoutAGap() {
    script.endpoint("orders", orders("10s", 8080, "billing"));
    world.run(Duration.ofMinutes(1));

    assertThat(deployment().phase()).isEqualTo(Phase.BAKING);
    assertThat(groups.letsIn("orders")).containsExactly("8080 from billing");
    assertThat(world.calls.stream().map(call -> call.action()).filter(AwsAction::mutating).toList())
        .containsExactly(
            AwsAction.AUTHORIZE_SECURITY_GROUP_INGRESS, AwsAction.REVOKE_SECURITY_GROUP_INGRESS);
  }

  @Test
  void anotherPortIsOpenedBeforeItIsRegisteredAndTheFormerStaysOpenUntilTheChangeIsGood() {
    script.endpoint("orders", orders("10s", 9090, "cart"));
    world.run(Duration.ofMinutes(1));

    assertThat(groups.letsIn("orders"))
        .containsExactlyInAnyOrder("8080 from cart", "9090 from cart");
    assertThat(port()).isEqualTo("9090");

    world.run(Duration.ofMinutes(5));
    assertThat(groups.letsIn("orders")).containsExactly("9090 from cart");
  }

  @Test
  void whatAwsRefusesForGoodIsTakenBackWithTheLeastCalls() {
    WorldSnapshot before = world.snapshot();
    world.cloud.faults().set(CallPattern.to(AwsAction.REGISTER_INSTANCE), Fault.denied());

    script.endpoint("orders", orders("30s", 9090, "cart"));
    world.settle();

    assertThat(deployment().phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(deployment().tripped().orElseThrow().cause()).isEqualTo(Cause.AWS_ACCESS_DENIED);
    assertThat(world.snapshot().normalised().toString()).isEqualTo(before.normalised().toString());
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/RolledBack");
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/RolledBack");
    assertThat(world.condition("orders", "Diverged")).isEqualTo("TRUE/RolledBack");
    assertThat(world.condition("orders", "Available")).isEqualTo("TRUE/MinimumHealthy");
    assertThat(world.message("orders", "Ready"))
        .contains("running 1, spec is 2", "RegisterInstance", "deployments retry shop/orders");
    // Open and close 9090, TTL there and back.
    assertThat(world.count(AwsAction.AUTHORIZE_SECURITY_GROUP_INGRESS)).isEqualTo(1);
    assertThat(world.count(AwsAction.REVOKE_SECURITY_GROUP_INGRESS)).isEqualTo(1);
    assertThat(world.count(AwsAction.UPDATE_SERVICE)).isEqualTo(2);
  }

  @Test
  void whatWasOpenedAMomentAgoIsClosedBeforeARollbackIsComplete() {
    world.cloud.faults().set(CallPattern.to(AwsAction.REGISTER_INSTANCE), Fault.denied());

    script.endpoint("orders", orders("30s", 9090, "billing"));
    world.loop.runUntil(() -> deployment().phase() == Phase.ROLLED_BACK, Duration.ofMinutes(3));

    assertThat(deployment().phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
  }

  @Test
  void whatFailedIsNotTriedAgainUntilSomebodyAsks() {
    failed();
    world.cloud.faults().clear();
    world.calls.clear();

    script.endpoint("orders", orders("30s", 8080, "cart"));
    world.settle();
    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/RolledBack");

    world.annotate("orders", "vpcmesh.io/retry", "token-1").settle();
    assertThat(ttl()).isEqualTo(30);
    assertThat(running()).isEqualTo(3);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.condition("orders", "Diverged")).isEqualTo("absent");
    assertThat(world.status("orders").handled()).isNotNull();
  }

  @Test
  void aRevertIsReadyInOnePassAndCallsNobody() {
    failed();
    world.calls.clear();

    script.endpoint("orders", orders("10s", 8080, "cart"));
    world.run(Duration.ofSeconds(1));

    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.condition("orders", "Diverged")).isEqualTo("absent");
    assertThat(world.writes()).isZero();
  }

  @Test
  void aRevertInMidFlightRollsBackAndBlamesNobody() {
    script.endpoint("orders", orders("30s", 8080, "cart"));
    world.run(Duration.ofMinutes(1));

    script.endpoint("orders", orders("10s", 8080, "cart"));
    world.run(Duration.ofSeconds(30));

    assertThat(ttl()).isEqualTo(10);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(journal().rollout().changes().quarantine()).isEmpty();
  }

  @Test
  void aFixTakesThePlaceOfARunningDeployment() {
    script.endpoint("orders", orders("30s", 8080, "cart"));
    world.run(Duration.ofMinutes(1));

    script.endpoint("orders", orders("45s", 8080, "cart"));
    world.settle();

    assertThat(ttl()).isEqualTo(45);
    assertThat(running()).isEqualTo(3);
    assertThat(journal().rollout().changes().past())
        .extracting(Deployment::phase)
        .containsExactly(Phase.COMPLETED, Phase.SUPERSEDED);
  }

  @Test
  void aFixIsTakenWhileTheRollbackCannotBeCompleted() {
    script.endpoint("orders", orders("30s", 8080, "cart"));
    world.run(Duration.ofMinutes(1));
    world.cloud.faults().set(CallPattern.to(AwsAction.UPDATE_SERVICE), Fault.denied());

    world.annotate("orders", "vpcmesh.io/abort", "1").run(Duration.ofMinutes(1));
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/RollbackFailed");
    assertThat(world.condition("cart", "Ready")).isEqualTo("TRUE/Completed");

    world.cloud.faults().clear();
    world.settle();
    assertThat(ttl()).isEqualTo(10);
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/RolledBack");
  }

  @Test
  void anAbortWithNothingRunningDoesNothing() {
    world.annotate("orders", "vpcmesh.io/abort", "1").settle();

    assertThat(world.writes()).isZero();
    assertThat(running()).isEqualTo(1);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void throttlingForTwoMinutesOnlyDelays() {
    world.cloud.faults().set(CallPattern.to(AwsAction.UPDATE_SERVICE), Fault.throttled());
    script.endpoint("orders", orders("30s", 8080, "cart"));
    world.run(Duration.ofMinutes(2));
    assertThat(world.condition("orders", "Ready")).isEqualTo("UNKNOWN/Progressing");
    assertThat(world.condition("orders", "Reconciling")).isEqualTo("TRUE/AwsThrottled");

    world.cloud.faults().clear();
    world.settle();

    assertThat(running()).isEqualTo(2);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void threeOfSixInstancesThatTurnUnhealthyTripTheBreakerAndTwoDoNot() {
    Fleet fleet = new Fleet(world).start(1, 6);
    script.endpoint("orders", Specs.endpoint());
    world.settle();
    script.endpoint("orders", Specs.endpoint(Specs.ttl("30s")));
    world.run(Duration.ofMinutes(1));
    assertThat(deployment().phase()).isEqualTo(Phase.BAKING);

    ill(1, 2);
    world.run(Duration.ofSeconds(20));
    assertThat(deployment().phase()).isEqualTo(Phase.BAKING);

    ill(3, 3);
    world.run(Duration.ofSeconds(20));
    assertThat(deployment().tripped().orElseThrow().cause()).isEqualTo(Cause.INSTANCES_UNHEALTHY);
    assertThat(deployment().phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(fleet).isNotNull();
  }

  @Test
  void aFirstDeploymentThatAwsRefusesIsWithdrawn() {
    world.cloud.faults().set(CallPattern.to(AwsAction.REGISTER_INSTANCE), Fault.denied());
    script.endpoint("users", Specs.endpoint("10.0.3.4"));
    world.run(Duration.ofMinutes(20));

    assertThat(world.condition("users", "Ready")).isEqualTo("FALSE/RolledBack");
    assertThat(world.message("users", "Ready")).contains("withdrawn", "nothing runs");
    assertThat(world.snapshot().service(Specs.NAMESPACE, "users")).isEmpty();

    world.cloud.faults().clear();
    world.annotate("users", "vpcmesh.io/retry", "1").settle();
    assertThat(world.condition("users", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void undoGoesBackToTheFormerRevision() {
    script.endpoint("orders", orders("30s", 8080, "cart"));
    world.settle();

    world.annotate("orders", "vpcmesh.io/undo", "1").settle();

    assertThat(ttl()).isEqualTo(10);
    assertThat(running()).isEqualTo(3);
    assertThat(world.condition("orders", "Diverged")).isEqualTo("TRUE/RolledBack");
  }

  @Test
  void noMoreDeploymentsAtOnceThanTheMeshAllows() {
    IntStream.range(0, 8)
        .forEach(i -> script.endpoint("s" + i, Specs.endpoint("10.0.4." + (i + 1))));
    world.settle();
    IntStream.range(0, 8)
        .forEach(
            i -> script.endpoint("s" + i, Specs.endpoint(Specs.ttl("30s"), "10.0.4." + (i + 1))));
    world.run(Duration.ofMinutes(1));

    assertThat(phases()).filteredOn(Phase.BAKING::equals).hasSize(5);
    assertThat(phases()).filteredOn(Phase.PENDING::equals).hasSize(3);

    world.run(Duration.ofMinutes(5));
    assertThat(phases()).containsOnly(Phase.COMPLETED);
  }

  @Test
  void aClientThatWasRemovedByMistakeIsBackWithTheRollback() {
    script.endpoint("orders", orders("10s", 8080, "billing"));
    world.run(Duration.ofMinutes(1));
    assertThat(groups.letsIn("orders")).containsExactly("8080 from billing");

    world.annotate("orders", "vpcmesh.io/abort", "1").run(Duration.ofSeconds(30));

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
  }

  @Test
  void bothEndsOfAnEdgeRollBackAtOnce() {
    script.endpoint("orders", orders("10s", 9090, "billing"));
    script.endpoint("cart", Specs.callable(Specs.client()));
    world.run(Duration.ofMinutes(1));

    script.endpoint("orders", orders("10s", 8080, "cart"));
    world.settle();

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
    assertThat(port()).isEqualTo("8080");
  }

  private void failed() {
    world.cloud.faults().set(CallPattern.to(AwsAction.UPDATE_SERVICE), Fault.denied());
    script.endpoint("orders", orders("30s", 8080, "cart"));
    world.settle();
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/RolledBack");
  }

  private void ill(int first, int last) {
    IntStream.rangeClosed(first, last)
        .forEach(i ->
            world.tasks.move(Fleet.ORDERS, new InstanceId("t%03d".formatted(i)), State.NOT_READY));
  }

  private Stream<Phase> phases() {
    return IntStream.range(0, 8)
        .mapToObj(i ->
            requireNonNull(world.memory.load().endpoints().get(EndpointKey.of("shop", "s" + i))))
        .map(journal -> journal.rollout().deployment().orElseThrow().phase());
  }

  private EndpointJournal journal() {
    return requireNonNull(world.memory.load().endpoints().get(ORDERS));
  }

  private long running() {
    return journal().running().map(Snapshot::number).orElse(0L);
  }

  private Deployment deployment() {
    return journal().rollout().deployment().orElseThrow();
  }

  private long ttl() {
    return world.snapshot().service(Specs.NAMESPACE, "orders").orElseThrow().dns().stream()
        .findFirst()
        .orElseThrow()
        .ttlSeconds();
  }

  private String port() {
    return world
        .snapshot()
        .service(Specs.NAMESPACE, "orders")
        .orElseThrow()
        .instances()
        .getFirst()
        .attributes()
        .getOrDefault("AWS_INSTANCE_PORT", "");
  }

  private static ServiceEndpointSpec orders(String ttl, int port, String... clients) {
    return Specs.callable(
        Specs.ports(Specs.endpoint(Specs.ttl(ttl), "10.0.1.4"), Specs.port("http", 80, port)),
        Stream.of(clients).map(Specs::peer).toArray(Client[]::new));
  }
}
