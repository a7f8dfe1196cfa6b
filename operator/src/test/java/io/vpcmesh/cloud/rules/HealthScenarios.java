package io.vpcmesh.cloud.rules;

import static io.vpcmesh.cloud.rules.Stage.missing;
import static io.vpcmesh.cloud.rules.Stage.refused;
import static io.vpcmesh.model.HealthStatus.HEALTHY;
import static io.vpcmesh.model.HealthStatus.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.DiscoveredInstance;
import io.vpcmesh.cloud.simulated.HealthRule;
import io.vpcmesh.model.AwsFailure.Invalid;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.ServiceId;
import java.time.Duration;
import java.util.Optional;

/** Custom health of instances. */
final class HealthScenarios {

  private static final InstanceId FIRST = new InstanceId("i-1");
  private static final ImmutableMap<String, String> UNHEALTHY_AT_FIRST =
      ImmutableMap.of("AWS_INSTANCE_IPV4", "10.0.0.1", "AWS_INIT_HEALTH_STATUS", "UNHEALTHY");

  private HealthScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.of(HealthRule.TAKES_EFFECT_LATER, HealthScenarios::takesThirtySeconds),
        RuleCase.of(HealthRule.REPEAT_CHANGES_NOTHING, HealthScenarios::repeated),
        RuleCase.of(HealthRule.OPPOSITE_CANCELS, HealthScenarios::takenBack),
        RuleCase.of(HealthRule.NEEDS_CUSTOM_HEALTH, HealthScenarios::withoutCustomHealth),
        RuleCase.of(HealthRule.NEEDS_INSTANCE, HealthScenarios::unknownInstance),
        RuleCase.of(HealthRule.NEEDS_SERVICE, HealthScenarios::unknownService),
        RuleCase.of(HealthRule.INITIALLY_HEALTHY, HealthScenarios::startsHealthy),
        RuleCase.of(HealthRule.INITIAL_STATUS, HealthScenarios::startsAsAsked),
        RuleCase.of(HealthRule.RESET_BY_REGISTRATION, HealthScenarios::registeredAnew),
        RuleCase.of(HealthRule.SHOWN_WITH_CUSTOM_HEALTH_ONLY, HealthScenarios::shownOrNot));
  }

  private static ServiceId serviceWithInstance(Stage stage) {
    ServiceId orders = stage.someServiceWithHealth();
    stage.registered(orders, "i-1");
    return orders;
  }

  private static Optional<HealthStatus> health(Stage stage) {
    ImmutableList<DiscoveredInstance> discovered = stage.map().discoverInstances("shop", "orders");
    assertThat(discovered).hasSize(1);
    return discovered.getFirst().health();
  }

  private static void takesThirtySeconds(Stage stage) {
    ServiceId orders = serviceWithInstance(stage);

    stage.map().updateInstanceCustomHealthStatus(orders, FIRST, UNHEALTHY);

    stage.pass(Duration.ofSeconds(20));
    assertThat(health(stage)).contains(HEALTHY);
    stage.pass(Duration.ofSeconds(20));
    assertThat(health(stage)).contains(UNHEALTHY);
  }

  private static void repeated(Stage stage) {
    ServiceId orders = serviceWithInstance(stage);
    stage.map().updateInstanceCustomHealthStatus(orders, FIRST, UNHEALTHY);

    stage.pass(Duration.ofSeconds(20));
    stage.map().updateInstanceCustomHealthStatus(orders, FIRST, UNHEALTHY);

    assertThat(health(stage)).contains(HEALTHY);
    stage.pass(Duration.ofSeconds(20));
    assertThat(health(stage)).contains(UNHEALTHY);
  }

  private static void takenBack(Stage stage) {
    ServiceId orders = serviceWithInstance(stage);
    stage.map().updateInstanceCustomHealthStatus(orders, FIRST, UNHEALTHY);

    stage.pass(Duration.ofSeconds(20));
    stage.map().updateInstanceCustomHealthStatus(orders, FIRST, HEALTHY);

    stage.pass(Duration.ofSeconds(60));
    assertThat(health(stage)).contains(HEALTHY);
  }

  private static void withoutCustomHealth(Stage stage) {
    ServiceId orders = stage.someService();
    stage.registered(orders, "i-1");

    refused(
        Invalid.class,
        "CustomHealthNotFound",
        () -> stage.map().updateInstanceCustomHealthStatus(orders, FIRST, UNHEALTHY));
  }

  private static void unknownInstance(Stage stage) {
    ServiceId orders = stage.someServiceWithHealth();

    missing(
        "InstanceNotFound",
        () -> stage.map().updateInstanceCustomHealthStatus(orders, FIRST, UNHEALTHY));
  }

  private static void unknownService(Stage stage) {
    ServiceId unknown = new ServiceId("srv-unknown");

    missing(
        "ServiceNotFound",
        () -> stage.map().updateInstanceCustomHealthStatus(unknown, FIRST, UNHEALTHY));
  }

  private static void startsHealthy(Stage stage) {
    serviceWithInstance(stage);

    assertThat(health(stage)).contains(HEALTHY);
  }

  private static void startsAsAsked(Stage stage) {
    ServiceId orders = stage.someServiceWithHealth();

    stage.registered(orders, "i-1", UNHEALTHY_AT_FIRST);

    assertThat(health(stage)).contains(UNHEALTHY);
  }

  private static void registeredAnew(Stage stage) {
    ServiceId orders = serviceWithInstance(stage);
    stage.map().updateInstanceCustomHealthStatus(orders, FIRST, UNHEALTHY);
    stage.pass(Duration.ofSeconds(40));

    stage.registered(orders, "i-1", ImmutableMap.of("color", "red"));

    assertThat(health(stage)).contains(HEALTHY);
  }

  private static void shownOrNot(Stage stage) {
    ServiceId orders = stage.someService();
    stage.registered(orders, "i-1");

    assertThat(health(stage)).isEmpty();
  }
}
