package io.vpcmesh.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.DnsRecords;
import io.vpcmesh.api.v1alpha1.HookStage;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.deployment.Cause;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.membership.MembershipSource;
import io.vpcmesh.model.AlarmState;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.topology.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change of a mesh: one deployment of all its endpoints. */
class MeshDeploymentTest {

  private static final MeshId SHOP = MeshId.of("shop", "shop");

  private final TestWorld world = TestWorld.realistic();
  private final GroupView groups = new GroupView(world);
  private final Script script = new Script(world);
  private final InvariantChecker checker = new InvariantChecker(script);

  @BeforeEach
  void shop() {
    world.restart();
    world.mesh("shop", mesh("1m"));
    services().forEach(name -> script.endpoint(name, Specs.endpoint(address(name))));
    world.run(Duration.ofMinutes(4));
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
    world.calls.clear();
  }

  @AfterEach
  void noCallBrokeAnInvariant() {
    assertThat(checker.violations).isEmpty();
  }

  @Test
  void theFirstRevisionOfAMeshIsInForceAtOnce() {
    assertThat(running()).isEqualTo(1);
    assertThat(deployment().phase()).isEqualTo(Phase.COMPLETED);
    assertThat(deployment().nameOf(SHOP)).startsWith("m-shop-1-");
  }

  @Test
  void aGoodChangeReachesAllEndpointsIsWatchedAndCompleted() {
    world.mesh("shop", mesh("30s")).run(Duration.ofMinutes(1));

    assertThat(services()).allMatch(name -> ttl(name) == 30);
    assertThat(deployment().phase()).isEqualTo(Phase.BAKING);
    assertThat(running()).isEqualTo(1);
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("UNKNOWN/Progressing");
    assertThat(world.meshCondition("shop", "Reconciling")).isEqualTo("TRUE/Baking");

    world.run(Duration.ofMinutes(3));

    assertThat(deployment().phase()).isEqualTo(Phase.COMPLETED);
    assertThat(running()).isEqualTo(2);
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.count(AwsAction.UPDATE_SERVICE)).isEqualTo(20);
  }

  @Test
  void whatOneOfTwentyEndpointsCannotDoIsTakenBackFromAll() {
    WorldSnapshot before = world.snapshot();
    world
        .cloud
        .faults()
        .set(CallPattern.to(AwsAction.UPDATE_SERVICE).by("operator").nth(13), Fault.denied());

    world.mesh("shop", mesh("30s")).run(Duration.ofMinutes(4));

    assertThat(deployment().phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(deployment().tripped().orElseThrow().cause()).isEqualTo(Cause.AWS_ACCESS_DENIED);
    assertThat(running()).isEqualTo(1);
    assertThat(world.snapshot().normalised().toString()).isEqualTo(before.normalised().toString());
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("FALSE/RolledBack");
    assertThat(world.meshCondition("shop", "Diverged")).isEqualTo("TRUE/RolledBack");
    assertThat(world.meshMessage("shop", "Ready")).contains("running 1, spec is 2", "shop/s");
    assertThat(world.condition("s01", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void aRollbackIsNotCalledFailedForWhatTheChangeCouldNotDo() {
    List<Phase> phases = new ArrayList<>();
    world.onStatus = _ -> phases.add(deployment().phase());
    world.cloud.faults().set(CallPattern.to(AwsAction.UPDATE_SERVICE), Fault.denied());

    world.mesh("shop", mesh("30s")).run(Duration.ofMinutes(4));

    assertThat(deployment().phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(phases).contains(Phase.ROLLING_BACK).doesNotContain(Phase.ROLLBACK_FAILED);
  }

  @Test
  void whatFailedIsNotTriedAgainByItself() {
    world
        .cloud
        .faults()
        .set(CallPattern.to(AwsAction.UPDATE_SERVICE).by("operator").nth(3), Fault.denied());
    world.mesh("shop", mesh("30s")).run(Duration.ofMinutes(4));
    world.calls.clear();

    world.mesh("shop", mesh("30s")).run(Duration.ofMinutes(10));

    assertThat(world.writes()).isZero();
    assertThat(deployment().phase()).isEqualTo(Phase.ROLLED_BACK);

    world.mesh("shop", mesh("1m")).run(Duration.ofMinutes(1));
    assertThat(world.writes()).isZero();
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void anEndpointThatWasBrokenBeforeHoldsNobodyUp() {
    world.cloud.faults().set(CallPattern.to(AwsAction.REGISTER_INSTANCE), Fault.denied());
    script.endpoint("s01", Specs.endpoint("10.1.0.1", "10.1.0.2"));
    world.run(Duration.ofMinutes(2));

    world.mesh("shop", mesh("30s")).run(Duration.ofMinutes(5));

    assertThat(deployment().phase()).isEqualTo(Phase.COMPLETED);
    assertThat(ttl("s01")).isEqualTo(30);
  }

  @Test
  void anEndpointThatSaysOtherwiseForItselfDoesNotFollow() {
    script.endpoint("s01", Specs.endpoint(Specs.ttl("5s"), address("s01")));
    world.run(Duration.ofMinutes(5));
    world.calls.clear();

    world.mesh("shop", mesh("30s")).run(Duration.ofMinutes(5));

    assertThat(ttl("s01")).isEqualTo(5);
    assertThat(world.count(AwsAction.UPDATE_SERVICE)).isEqualTo(19);
    assertThat(deployment().phase()).isEqualTo(Phase.COMPLETED);
  }

  @Test
  void aChangeOfAnEndpointGoesOnBesideThatOfItsMesh() {
    world.mesh("shop", mesh("30s")).run(Duration.ofSeconds(20));
    script.endpoint("s01", Specs.ports(Specs.endpoint(address("s01")), Specs.port("http", 80, 81)));

    world.run(Duration.ofMinutes(8));

    assertThat(deployment().phase()).isEqualTo(Phase.COMPLETED);
    assertThat(world.condition("s01", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(ttl("s01")).isEqualTo(30);
  }

  @Test
  void aRevertInMidFlightTakesItBackAndBlamesNobody() {
    world.mesh("shop", mesh("30s")).run(Duration.ofMinutes(1));

    world.mesh("shop", mesh("1m")).run(Duration.ofMinutes(2));

    assertThat(services()).allMatch(name -> ttl(name) == 60);
    assertThat(deployment().tripped().orElseThrow().cause()).isEqualTo(Cause.REVERTED);
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void anAbortIsHeard() {
    world.mesh("shop", mesh("30s")).run(Duration.ofMinutes(1));

    world.annotateMesh("shop", "vpcmesh.io/abort", "1").run(Duration.ofMinutes(2));

    assertThat(deployment().phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(services()).allMatch(name -> ttl(name) == 60);
  }

  @Test
  void aRollbackGivesNothingBackThatTheMeshTookAway() {
    ServiceMeshSpec both = MeshSpecs.allowing(mesh("1m"), "10.9.0.0/16", "10.8.0.0/16");
    world.mesh("shop", both).run(Duration.ofMinutes(10));
    script.endpoint(
        "s01",
        Specs.callable(
            Specs.endpoint(address("s01")),
            Specs.network("10.9.0.0/16"),
            Specs.network("10.8.0.0/16")));
    world.run(Duration.ofMinutes(8));
    assertThat(groups.letsIn("s01"))
        .containsExactly("8080 from 10.8.0.0/16", "8080 from 10.9.0.0/16");
    world.cloud.faults().set(CallPattern.to(AwsAction.UPDATE_SERVICE), Fault.denied());

    world.mesh("shop", MeshSpecs.allowing(mesh("30s"), "10.8.0.0/16")).run(Duration.ofMinutes(8));

    assertThat(deployment().phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(groups.letsIn("s01")).containsExactly("8080 from 10.8.0.0/16");
  }

  @Test
  void whoeverIsLetInByEitherRevisionIsLetInUntilTheBake() {
    script.endpoint("s01", Specs.endpoint(address("s01")));
    script.endpoint("s02", Specs.endpoint(address("s02")));
    world.mesh("shop", MeshSpecs.open(mesh("1m"))).run(Duration.ofMinutes(10));
    assertThat(groups.letsIn("s01")).contains("8080 from s02");

    world.mesh("shop", Specs.secured(mesh("1m"))).run(Duration.ofMinutes(1));

    assertThat(deployment().phase()).isEqualTo(Phase.BAKING);
    assertThat(groups.letsIn("s01")).isEmpty();

    world.annotateMesh("shop", "vpcmesh.io/abort", "1").run(Duration.ofMinutes(2));
    assertThat(groups.letsIn("s01")).contains("8080 from s02");
  }

  @Test
  void aProcessThatDiesInTheMiddleGoesOn() {
    world.mesh("shop", mesh("30s")).run(Duration.ofSeconds(5));
    world.restart();
    world.run(Duration.ofSeconds(30));
    world.restart();

    world.run(Duration.ofMinutes(5));

    assertThat(deployment().phase()).isEqualTo(Phase.COMPLETED);
    assertThat(services()).allMatch(name -> ttl(name) == 30);
    assertThat(world.count(AwsAction.UPDATE_SERVICE)).isEqualTo(20);
  }

  @Test
  void aPausedMeshBeginsNothing() {
    world.mesh("shop", MeshSpecs.paused(mesh("30s"))).run(Duration.ofMinutes(5));

    assertThat(world.writes()).isZero();
    assertThat(deployment().phase()).isEqualTo(Phase.PENDING);
    assertThat(world.meshMessage("shop", "Ready")).contains("spec.paused is true");

    world.mesh("shop", mesh("30s")).run(Duration.ofMinutes(5));
    assertThat(deployment().phase()).isEqualTo(Phase.COMPLETED);
  }

  @Test
  void oneEndpointWhoseInstancesTurnUnhealthyIsEnough() {
    script.endpoint("s01", Specs.endpoint());
    IntStream.rangeClosed(1, 6)
        .forEach(i -> script.task("s01", Specs.task("t" + i, "10.2.0." + i)));
    world.run(Duration.ofMinutes(6));
    world.mesh("shop", mesh("30s")).run(Duration.ofMinutes(1));
    assertThat(deployment().phase()).isEqualTo(Phase.BAKING);

    ail("t1", "t2");
    world.run(Duration.ofSeconds(10));
    assertThat(deployment().phase()).isEqualTo(Phase.BAKING);
    ail("t3");
    script.restart();
    world.run(Duration.ofMinutes(2));

    assertThat(deployment().phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(deployment().tripped().orElseThrow().cause()).isEqualTo(Cause.INSTANCES_UNHEALTHY);
    assertThat(world.meshMessage("shop", "Ready"))
        .contains("shop/s01: 3 of 6 instances were healthy before and are not");
    assertThat(services()).allMatch(name -> ttl(name) == 60);
  }

  @Test
  void anAlarmOfTheMeshTakesItsChangeBack() {
    world.cloud.setAlarm(new Alarm("errors", AlarmState.OK));
    world.mesh("shop", MeshSpecs.watched(mesh("30s"), "errors")).run(Duration.ofMinutes(1));
    assertThat(deployment().phase()).isEqualTo(Phase.BAKING);

    world.cloud.setAlarm(new Alarm("errors", AlarmState.ALARM));
    world.run(Duration.ofMinutes(2));

    assertThat(deployment().tripped().orElseThrow().cause()).isEqualTo(Cause.ALARM_FIRED);
    assertThat(services()).allMatch(name -> ttl(name) == 60);
  }

  @Test
  void aHookOfTheMeshIsAskedOfItsChangeBeforeAnythingIsTouched() {
    List<HookOccasion> asked = new ArrayList<>();
    world.hooks =
        (_, occasion) -> {
          asked.add(occasion);
          return new HookAnswer.Failed("not on a Friday");
        };
    world.restart();

    world
        .mesh("shop", MeshSpecs.asking(mesh("30s"), HookStage.BEFORE_DEPLOYMENT))
        .run(Duration.ofMinutes(2));

    assertThat(asked).extracting(HookOccasion::target).containsExactly(SHOP);
    assertThat(deployment().phase()).isEqualTo(Phase.REJECTED);
    assertThat(world.meshMessage("shop", "Ready")).contains("not on a Friday");
    assertThat(world.writes()).isZero();
  }

  @Test
  void whatWasSaidOfARejectedChangeIsNotSaidOfItsFix() {
    List<String> phases = new ArrayList<>();
    world.storeWrapper =
        store ->
            new DyingStore(
                store,
                () -> {},
                written -> {
                  if (written instanceof MeshJournal journal) {
                    journal
                        .rollout()
                        .deployment()
                        .ifPresent(it -> phases.add(it.revision() + " " + it.phase()));
                  }
                });
    world.restart();
    world
        .mesh("shop", MeshSpecs.defaults(Specs.mesh(), Specs.record(DnsRecords.SRV)))
        .run(Duration.ofMinutes(1));
    assertThat(deployment().phase()).isEqualTo(Phase.REJECTED);
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("FALSE/Invalid");

    world.mesh("shop", mesh("30s")).run(Duration.ofMinutes(5));

    assertThat(deployment().phase()).isEqualTo(Phase.COMPLETED);
    assertThat(phases).contains("2 REJECTED", "3 VALIDATING").doesNotContain("3 REJECTED");
  }

  @Test
  void nobodyJudgesAChangeBeforeHeHasLooked() {
    world.restart();

    world.mesh("shop", MeshSpecs.defaults(Specs.mesh(), Specs.record(DnsRecords.SRV)));
    world.run(Duration.ofMinutes(2));

    assertThat(deployment().phase()).isEqualTo(Phase.REJECTED);
    assertThat(world.meshMessage("shop", "Ready"))
        .contains("shop/s01: the record type cannot be changed from A to SRV");
    assertThat(world.writes()).isZero();
  }

  @Test
  void aChangeThatTakesLongAndMovesIsNotGivenUp() {
    Map<String, Instant> free = new HashMap<>();
    Instant begun = world.loop.now();
    services()
        .forEach(
            name -> free.put(id(name), begun.plusSeconds(20L * (1 + services().indexOf(name)))));
    world
        .cloud
        .faults()
        .set(
            CallPattern.matching(call ->
                call.action() == AwsAction.UPDATE_SERVICE
                    && call.at()
                        .isBefore(free.getOrDefault(call.request().subject(), Instant.MIN))),
            Fault.unavailable());

    world.mesh("shop", MeshSpecs.impatient(mesh("30s"), "3m")).run(Duration.ofMinutes(20));

    assertThat(deployment().phase()).isEqualTo(Phase.COMPLETED);
    assertThat(services()).allMatch(name -> ttl(name) == 30);
  }

  @Test
  void anEndpointThatABugKeepsFromBeingProcessedHoldsNobodyUp() {
    world.sources.add(new Poison(EndpointKey.of("shop", "s01")));
    world.restart();
    world.run(Duration.ofMinutes(1));

    world.mesh("shop", mesh("30s")).run(Duration.ofMinutes(5));

    assertThat(deployment().phase()).isEqualTo(Phase.COMPLETED);
    assertThat(services().stream().skip(1)).allMatch(name -> ttl(name) == 30);
  }

  /** A source that cannot stand one endpoint. */
  private record Poison(EndpointKey victim) implements MembershipSource {

    @Override
    public boolean covers(EndpointKey key, Endpoint endpoint) {
      return key.equals(victim);
    }

    @Override
    public Membership of(EndpointKey key, Endpoint endpoint) {
      throw new IllegalStateException("a bug");
    }
  }

  private void ail(String... tasks) {
    Stream.of(tasks).forEach(task -> script.move("s01", task, State.NOT_READY));
  }

  private String id(String service) {
    return world.snapshot().service(Specs.NAMESPACE, service).orElseThrow().id().value();
  }

  private static List<String> services() {
    return IntStream.rangeClosed(1, 20).mapToObj("s%02d"::formatted).toList();
  }

  private static String address(String service) {
    return "10.1.0." + Integer.parseInt(service.substring(1));
  }

  private static ServiceMeshSpec mesh(String ttl) {
    return MeshSpecs.ttl(Specs.mesh(), ttl);
  }

  private long ttl(String service) {
    return world
        .snapshot()
        .service(Specs.NAMESPACE, service)
        .orElseThrow()
        .dns()
        .getFirst()
        .ttlSeconds();
  }

  private MeshJournal journal() {
    return requireNonNull(world.memory.load().meshes().get(SHOP));
  }

  private Deployment deployment() {
    return journal().rollout().deployment().orElseThrow();
  }

  private long running() {
    return journal().running().map(Snapshot::number).orElse(0L);
  }
}
