package io.vpcmesh.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.DnsRecords;
import io.vpcmesh.api.v1alpha1.MeshDeploymentSpec;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.deployment.Cause;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.engine.codec.DeploymentRecord;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Snapshot;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All status is deleted, and all journals with it; what is left are the records of deployments. */
class LostStatusTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");
  private static final MeshId SHOP = MeshId.of("shop", "shop");

  private final TestWorld world = TestWorld.realistic();
  private final GroupView groups = new GroupView(world);
  private final Script script = new Script(world);
  private final InvariantChecker checker = new InvariantChecker(script);
  private final RecordKeeper keeper = new RecordKeeper(script);

  @BeforeEach
  void shop() {
    world.restart();
    world.mesh("shop", Specs.secured(Specs.mesh()));
    script.endpoint("cart", Specs.client());
    script.endpoint("billing", Specs.client());
    script.endpoint("orders", ShopSteps.orders("10s", 8080, "cart"));
    world.settle();
  }

  @AfterEach
  void noCallBrokeAnInvariant() {
    assertThat(checker.violations).isEmpty();
  }

  @Test
  void whatRunsGoesOnWithoutAWrite() {
    keeper.loseStatus().run(Duration.ofMinutes(30));

    assertThat(world.writes()).isZero();
    assertThat(running()).isEqualTo(1);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void whatHadFailedIsNotPutIntoForceAgain() {
    failed();

    keeper.loseStatus().run(Duration.ofMinutes(10));

    assertThat(world.writes()).isZero();
    assertThat(ttl()).isEqualTo(10);
    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/RolledBack");
    assertThat(world.message("orders", "Ready"))
        .startsWith("running 1, spec is 2, which was rolled back");
    assertThat(deployment().tripped().orElseThrow().cause()).isEqualTo(Cause.AWS_ACCESS_DENIED);
  }

  @Test
  void whatWasUnderWayIsTakenBackAndItsRecordSaysWhy() {
    inMidFlight();

    keeper.loseStatus().run(Duration.ofMinutes(10));

    assertThat(ttl()).isEqualTo(10);
    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/RolledBack");
    assertThat(world.message("orders", "Ready"))
        .contains("running 1, spec is 2", "journal was lost");
    assertThat(deployment().phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(record(2).status().phase()).isEqualTo("RolledBack");
    assertThat(record(2).status().reason()).isEqualTo("StateLost");
  }

  @Test
  void whatOnlyTheChangeUnderWayHadMadeIsRemoved() {
    script.endpoint("users", Specs.ports(srv(), Specs.port("http", 80, 8080)));
    world.run(Duration.ofMinutes(5));
    script.endpoint(
        "users",
        ShopSteps.slowly(
            Specs.ports(srv(), Specs.port("http", 80, 8080), Specs.port("admin", 81, 9090))));
    world.run(Duration.ofMinutes(2));
    assertThat(world.snapshot().service(Specs.NAMESPACE, "users-admin")).isPresent();

    keeper.loseStatus().run(Duration.ofMinutes(20));

    assertThat(world.snapshot().service(Specs.NAMESPACE, "users-admin")).isEmpty();
    assertThat(world.registered("users")).containsExactly("10-0-3-4");
  }

  @Test
  void whatHappensOnTheWayBackIsTheSameAfterAnotherLoss() {
    inMidFlight();
    keeper.loseStatus().run(Duration.ofSeconds(1));

    keeper.loseStatus().run(Duration.ofMinutes(10));

    assertThat(ttl()).isEqualTo(10);
    assertThat(running()).isEqualTo(1);
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/RolledBack");
  }

  @Test
  void theNextChangeIsADeploymentWithTheNextNumber() {
    failed();
    keeper.loseStatus().settle();

    script.endpoint("orders", ShopSteps.orders("20s", 8080, "cart"));
    world.run(Duration.ofMinutes(1));

    assertThat(deployment().revision()).isEqualTo(3);
    assertThat(deployment().phase()).isEqualTo(Phase.BAKING);
    world.run(Duration.ofMinutes(3));
    assertThat(running()).isEqualTo(3);
  }

  @Test
  void whoeverAsksForItAnewGetsTheFailedRevisionTriedOnceMore() {
    failed();
    keeper.loseStatus().settle();

    world.annotate("orders", "vpcmesh.io/retry", "once more").run(Duration.ofMinutes(10));

    assertThat(running()).isEqualTo(3);
    assertThat(ttl()).isEqualTo(30);
  }

  @Test
  void whatWasAskedForBeforeIsNotDoneAgain() {
    script.endpoint("orders", ShopSteps.orders("20s", 8080, "cart"));
    world.run(Duration.ofMinutes(5));
    world.annotate("orders", "vpcmesh.io/undo", "1").run(Duration.ofMinutes(5));
    assertThat(ttl()).isEqualTo(10);

    keeper.loseStatus().run(Duration.ofMinutes(10));

    assertThat(world.writes()).isZero();
    assertThat(ttl()).isEqualTo(10);
    assertThat(world.condition("orders", "Diverged")).isEqualTo("TRUE/RolledBack");
  }

  @Test
  void aRestoredResourceWithAnotherUidGoesOnToo() {
    failed();
    world.reborn("orders", "uid-restored");

    keeper.loseStatus().run(Duration.ofMinutes(10));

    assertThat(ttl()).isEqualTo(10);
    assertThat(running()).isEqualTo(1);
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/RolledBack");
  }

  @Test
  void recordsOfAFormerLifeSayNothing() {
    failed();
    keeper.owner = Optional.of("uid-of-somebody-else");

    keeper.loseStatus().run(Duration.ofMinutes(10));

    assertThat(running()).isEqualTo(1);
    assertThat(ttl()).isEqualTo(30);
  }

  @Test
  void whatIsDeclaredIsAdoptedWhenTheRecordsAreLostToo() {
    failed();
    keeper.records.clear();

    keeper.loseStatus().run(Duration.ofMinutes(10));

    assertThat(running()).isEqualTo(1);
    assertThat(ttl()).isEqualTo(30);
  }

  @Test
  void whatFailedIsNotTakenForWhatRanWhenThatIsNotKnown() {
    failed();
    keeper.of(ORDERS).remove(name(1));

    keeper.loseStatus().run(Duration.ofMinutes(10));

    assertThat(world.writes()).isZero();
    assertThat(ttl()).isEqualTo(10);
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/RolledBack");
    assertThat(world.message("orders", "Ready"))
        .startsWith("what ran before revision 2")
        .contains("AWS stays as it is", "deployments retry shop/orders");
  }

  @Test
  void whatRanMayBeDeclaredAgainWhenNobodyKnewIt() {
    failed();
    keeper.of(ORDERS).remove(name(1));
    keeper.loseStatus().settle();

    script.endpoint("orders", ShopSteps.orders("10s", 8080, "cart"));
    world.settle();

    assertThat(running()).isEqualTo(3);
    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void aRecordThatSaysAnotherSpecThanItsHashOpensNothing() {
    failed();
    DeploymentRecord first = record(1);
    DeploymentRecord second = record(2);
    keeper
        .of(ORDERS)
        .put(
            name(1),
            new DeploymentRecord(
                first.labels(), Optional.of(forged(first, second)), first.status()));

    keeper.loseStatus().run(Duration.ofMinutes(10));

    assertThat(world.writes()).isZero();
    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
    assertThat(world.message("orders", "Ready")).startsWith("what ran before revision 2");
  }

  @Test
  void aMeshRevisionThatHadFailedIsNotPutIntoForceAgain() {
    script.endpoint("users", Specs.endpoint("10.0.3.4"));
    world.run(Duration.ofMinutes(1));
    world.cloud.faults().set(CallPattern.to(AwsAction.UPDATE_SERVICE), Fault.denied());
    world.mesh("shop", MeshSpecs.ttl(Specs.secured(Specs.mesh()), "40s"));
    world.run(Duration.ofMinutes(5));
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("FALSE/RolledBack");
    world.cloud.faults().clear();

    keeper.loseStatus().run(Duration.ofMinutes(10));

    assertThat(world.writes()).isZero();
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("FALSE/RolledBack");
    assertThat(world.meshMessage("shop", "Ready")).contains("running 1, spec is 2");
    assertThat(
            requireNonNull(world.memory.load().meshes().get(SHOP)).running().orElseThrow().number())
        .isEqualTo(1);
  }

  /** Revision 2 is bad and was taken back; what was against it is gone. */
  private void failed() {
    world.cloud.faults().set(CallPattern.to(AwsAction.REGISTER_INSTANCE), Fault.denied());
    script.endpoint("orders", ShopSteps.orders("30s", 9090, "billing"));
    world.settle();
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/RolledBack");
    world.cloud.faults().clear();
  }

  private void inMidFlight() {
    script.endpoint("orders", ShopSteps.slowly(ShopSteps.orders("30s", 9090, "billing")));
    world.run(Duration.ofMinutes(2));
    assertThat(deployment().phase()).isEqualTo(Phase.BAKING);
    assertThat(ttl()).isEqualTo(30);
  }

  private static ServiceEndpointSpec srv() {
    return Specs.endpoint(Specs.record(DnsRecords.SRV), "10.0.3.4");
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

  private String name(long revision) {
    return keeper.of(ORDERS).keySet().stream()
        .filter(name -> name.startsWith("e-orders-" + revision + "-"))
        .findFirst()
        .orElseThrow();
  }

  private DeploymentRecord record(long revision) {
    return requireNonNull(keeper.of(ORDERS).get(name(revision)));
  }

  /** The former, with the spec of the latter. */
  private static MeshDeploymentSpec forged(DeploymentRecord former, DeploymentRecord latter) {
    MeshDeploymentSpec spec = former.spec().orElseThrow();
    return new MeshDeploymentSpec(
        spec.targetRef(),
        spec.revision(),
        spec.generation(),
        spec.hash(),
        latter.spec().orElseThrow().snapshot(),
        spec.sourceRevision(),
        spec.plan(),
        spec.trigger());
  }

  private long ttl() {
    return world.snapshot().service(Specs.NAMESPACE, "orders").orElseThrow().dns().stream()
        .findFirst()
        .orElseThrow()
        .ttlSeconds();
  }
}
