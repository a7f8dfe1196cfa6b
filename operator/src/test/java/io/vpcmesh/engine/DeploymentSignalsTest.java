package io.vpcmesh.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.Alarms;
import io.vpcmesh.api.v1alpha1.DeploymentSettings;
import io.vpcmesh.api.v1alpha1.HookStage;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.deployment.Cause;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.model.AlarmState;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What others say of a change while it is brought in. */
class DeploymentSignalsTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");

  private final TestWorld world = TestWorld.realistic();
  private final List<String> asked = new ArrayList<>();
  private HookAnswer answer = new HookAnswer.Passed();

  @Test
  void anAlarmThatFiresInTheBakeTakesTheChangeBack() {
    alarm(AlarmState.OK);
    shop(null);

    change();
    world.run(Duration.ofMinutes(1));
    assertThat(deployment().phase()).isEqualTo(Phase.BAKING);
    alarm(AlarmState.ALARM);
    world.run(Duration.ofSeconds(30));

    assertThat(deployment().phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(deployment().tripped().orElseThrow().cause()).isEqualTo(Cause.ALARM_FIRED);
    assertThat(world.message("orders", "Ready")).contains("alarm errors fires");
    assertThat(ttl()).isEqualTo(10);
  }

  @Test
  void anAlarmThatFiredBeforeIsIgnoredAndWrittenDown() {
    alarm(AlarmState.ALARM);
    shop(null);

    change();
    world.settle();

    assertThat(deployment().phase()).isEqualTo(Phase.COMPLETED);
    assertThat(deployment().baseline().orElseThrow().firing()).containsExactly("errors");
  }

  @Test
  void asLongAsAlarmsCannotBeReadNothingIsCalledGood() {
    alarm(AlarmState.OK);
    shop(null);

    change();
    world.run(Duration.ofMinutes(1));
    world.cloud.faults().set(CallPattern.to(AwsAction.DESCRIBE_ALARMS), Fault.throttled());
    world.run(Duration.ofMinutes(5));
    assertThat(deployment().phase()).isEqualTo(Phase.BAKING);

    world.cloud.faults().clear();
    world.run(Duration.ofMinutes(1));
    assertThat(deployment().phase()).isEqualTo(Phase.COMPLETED);
  }

  @Test
  void anAlarmThatIsNotThereIsNamedBeforeAnythingIsTouched() {
    shop(null);
    world.calls.clear();

    change();
    world.run(Duration.ofMinutes(1));
    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/Rejected");
    assertThat(world.message("orders", "Ready")).contains("no alarm named errors");

    alarm(AlarmState.OK);
    world.run(Duration.ofMinutes(5));
    assertThat(deployment().phase()).isEqualTo(Phase.COMPLETED);
  }

  @Test
  void nobodyReadsAlarmsWhileNothingChanges() {
    alarm(AlarmState.OK);
    shop(null);
    world.calls.clear();

    world.run(Duration.ofHours(1));

    assertThat(world.count(AwsAction.DESCRIBE_ALARMS)).isZero();
  }

  @Test
  void aHookThatObjectsBeforehandKeepsTheChangeOutUntilSomebodyAsksAgain() {
    answer = new HookAnswer.Failed("freeze");
    shop(HookStage.BEFORE_DEPLOYMENT);
    world.calls.clear();

    change();
    world.run(Duration.ofMinutes(1));
    assertThat(world.writes()).isZero();
    assertThat(world.message("orders", "Ready")).contains("hook gate objects: freeze");

    answer = new HookAnswer.Passed();
    world.annotate("orders", "vpcmesh.io/retry", "1").settle();
    assertThat(deployment().phase()).isEqualTo(Phase.COMPLETED);
    assertThat(asked).hasSize(2);
  }

  @Test
  void aHookThatObjectsAfterTheBakeTakesTheChangeBack() {
    answer = new HookAnswer.Failed("too slow");
    shop(HookStage.AFTER_BAKE);

    change();
    world.settle();

    assertThat(deployment().tripped().orElseThrow().cause()).isEqualTo(Cause.HOOK_FAILED);
    assertThat(deployment().phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(asked).containsExactly("AFTER_BAKE 0 while the TTL is 30");
  }

  @Test
  void aHookAfterAStepMeetsTheNewRevisionWhenItsBakeBegins() {
    shop(HookStage.AFTER_STEP);
    change();
    world.run(Duration.ofMinutes(1));

    assertThat(deployment().phase()).isEqualTo(Phase.BAKING);
    assertThat(asked).containsExactly("AFTER_STEP 1 while the TTL is 30");
  }

  @Test
  void aHookAfterTheBakeIsAskedWhenTheBakeIsOver() {
    shop(HookStage.AFTER_BAKE);
    change();
    world.run(Duration.ofMinutes(1));
    assertThat(deployment().phase()).isEqualTo(Phase.BAKING);
    assertThat(asked).isEmpty();

    world.settle();
    assertThat(deployment().phase()).isEqualTo(Phase.COMPLETED);
    assertThat(asked).containsExactly("AFTER_BAKE 0 while the TTL is 30");
  }

  @Test
  void aHookAfterTheBakeIsAskedAlsoWhenAPersonEndsTheBake() {
    answer = new HookAnswer.Failed("too slow");
    shop(HookStage.AFTER_BAKE);

    change();
    world.run(Duration.ofSeconds(30));
    assertThat(deployment().phase()).isEqualTo(Phase.BAKING);
    world.annotate("orders", "vpcmesh.io/promote", "1").run(Duration.ofSeconds(20));

    assertThat(asked).containsExactly("AFTER_BAKE 0 while the TTL is 30");
    assertThat(deployment().phase()).isEqualTo(Phase.ROLLED_BACK);
  }

  @Test
  void aHookThatCannotBeReachedIsAskedAgainByItself() {
    answer = new HookAnswer.Unreachable("no route");
    shop(HookStage.BEFORE_DEPLOYMENT);

    change();
    world.run(Duration.ofSeconds(5));
    assertThat(deployment().phase()).isEqualTo(Phase.VALIDATING);
    answer = new HookAnswer.Passed();
    world.settle();

    assertThat(deployment().phase()).isEqualTo(Phase.COMPLETED);
  }

  @Test
  void aSourceThatDoesNotAnswerMakesNoChangeGood() {
    world.restart();
    world.mesh("shop", Specs.mesh());
    new Fleet(world).start(1, 3);
    world.endpoint("orders", Specs.endpoint()).settle();

    world.endpoint("orders", Specs.endpoint(Specs.ttl("30s"))).run(Duration.ofMinutes(1));
    world.tasks.synced(false);
    world.run(Duration.ofMinutes(5));
    assertThat(deployment().phase()).isEqualTo(Phase.BAKING);

    world.tasks.synced(true);
    world.run(Duration.ofMinutes(1));
    assertThat(deployment().phase()).isEqualTo(Phase.COMPLETED);
  }

  private void shop(@Nullable HookStage stage) {
    world.hooks =
        (hook, occasion) -> {
          asked.add("%s %d while the TTL is %d".formatted(hook.stage(), occasion.step(), ttl()));
          return answer;
        };
    world.restart();
    world.mesh("shop", stage == null ? Specs.mesh() : MeshSpecs.asking(Specs.mesh(), stage));
    world.endpoint("orders", orders("10s", stage == null)).settle();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  private void change() {
    boolean watched = asked.isEmpty() && requireMesh().hooks().isEmpty();
    world.endpoint("orders", orders("30s", watched));
  }

  private ServiceMeshSpec requireMesh() {
    return world.meshes.values().iterator().next().spec();
  }

  private void alarm(AlarmState state) {
    world.cloud.setAlarm(new Alarm("errors", state));
  }

  private Deployment deployment() {
    return requireNonNull(world.memory.load().endpoints().get(ORDERS))
        .rollout()
        .deployment()
        .orElseThrow();
  }

  private long ttl() {
    return world
        .snapshot()
        .service(Specs.NAMESPACE, "orders")
        .orElseThrow()
        .dns()
        .getFirst()
        .ttlSeconds();
  }

  private static ServiceEndpointSpec orders(String ttl, boolean watched) {
    ServiceEndpointSpec spec = Specs.endpoint(Specs.ttl(ttl), "10.0.1.4");
    return new ServiceEndpointSpec(
        spec.meshRef(),
        spec.serviceName(),
        spec.deletionPolicy(),
        spec.ports(),
        spec.backend(),
        spec.discovery(),
        spec.clients(),
        spec.authorization(),
        spec.securityGroups(),
        spec.paused(),
        new DeploymentSettings(
            List.of(),
            null,
            null,
            null,
            null,
            watched ? new Alarms(List.of("errors")) : null,
            null));
  }
}
