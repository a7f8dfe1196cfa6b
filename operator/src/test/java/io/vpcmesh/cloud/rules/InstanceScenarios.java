package io.vpcmesh.cloud.rules;

import static io.vpcmesh.cloud.rules.Stage.conflict;
import static io.vpcmesh.cloud.rules.Stage.invalid;
import static io.vpcmesh.cloud.rules.Stage.missing;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.Operation.Status;
import io.vpcmesh.cloud.Registration;
import io.vpcmesh.cloud.simulated.InstanceRule;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.ServiceId;
import java.util.Optional;

/** Registering and deregistering instances. */
final class InstanceScenarios {

  private static final ServiceId UNKNOWN = new ServiceId("srv-unknown");
  private static final InstanceId FIRST = new InstanceId("i-1");

  private InstanceScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.of(InstanceRule.REGISTERED_LATER, InstanceScenarios::isNotThereAtOnce),
        RuleCase.of(InstanceRule.UPSERT_REPLACES, InstanceScenarios::upsert),
        RuleCase.of(InstanceRule.ONE_OPERATION_EACH, InstanceScenarios::secondRequest),
        RuleCase.of(InstanceRule.INSTANCES_INDEPENDENT, InstanceScenarios::sideBySide),
        RuleCase.of(InstanceRule.RETRY_HARMLESS, InstanceScenarios::repeatedRequest),
        RuleCase.of(InstanceRule.REQUEST_ID_PER_SERVICE, InstanceScenarios::sharedRequestId),
        RuleCase.of(InstanceRule.ID_PATTERN, InstanceScenarios::badId),
        RuleCase.of(InstanceRule.SERVICE_REQUIRED, InstanceScenarios::inUnknownService),
        RuleCase.of(InstanceRule.DEREGISTERED_LATER, InstanceScenarios::isNotGoneAtOnce),
        RuleCase.of(InstanceRule.DEREGISTER_MISSING, InstanceScenarios::deregisteredUnknown),
        RuleCase.of(
            InstanceRule.DEREGISTER_NEEDS_SERVICE, InstanceScenarios::deregisteredFromUnknown),
        RuleCase.of(InstanceRule.ATTRIBUTES_KEPT, InstanceScenarios::attributesKept));
  }

  private static void isNotThereAtOnce(Stage stage) {
    ServiceId orders = stage.someService();

    OperationId registration = stage.register(orders, "i-1");

    assertThat(stage.map().getOperation(registration).status()).isNotEqualTo(Status.SUCCESS);
    missing("InstanceNotFound", () -> stage.map().getInstance(orders, FIRST));
    stage.settled(registration);
    assertThat(stage.attributes(orders, "i-1")).isEqualTo(Asked.ADDRESS);
  }

  private static void upsert(Stage stage) {
    ServiceId orders = stage.someService();
    stage.registered(orders, "i-1", ImmutableMap.of("color", "red", "size", "3"));

    stage.registered(orders, "i-1", ImmutableMap.of("color", "blue"));

    assertThat(stage.listed(orders)).containsExactly("i-1");
    assertThat(stage.attributes(orders, "i-1")).isEqualTo(ImmutableMap.of("color", "blue"));
  }

  private static void secondRequest(Stage stage) {
    ServiceId orders = stage.someService();
    OperationId running = stage.register(orders, "i-1");

    conflict(
        "DuplicateRequest",
        Optional.of(running.value()),
        () -> stage.register(orders, "i-1", ImmutableMap.of("color", "red")));
    conflict(
        "DuplicateRequest",
        Optional.of(running.value()),
        () -> stage.map().deregisterInstance(orders, FIRST));
  }

  private static void sideBySide(Stage stage) {
    ServiceId orders = stage.someService();

    OperationId first = stage.register(orders, "i-1");
    OperationId second = stage.register(orders, "i-2");

    stage.settled(first);
    stage.settled(second);
    assertThat(stage.listed(orders)).containsExactly("i-1", "i-2");
  }

  private static void repeatedRequest(Stage stage) {
    ServiceId orders = stage.someService();
    Registration request = registration(orders, "i-1", "same");
    OperationId first = stage.map().registerInstance(request);
    stage.settled(first);
    stage.registered(orders, "i-1", ImmutableMap.of("color", "red"));

    OperationId again = stage.map().registerInstance(request);

    assertThat(again).isEqualTo(first);
    stage.settled(again);
    assertThat(stage.attributes(orders, "i-1")).isEqualTo(ImmutableMap.of("color", "red"));
  }

  private static void sharedRequestId(Stage stage) {
    ServiceId orders = stage.someService();
    stage.settled(stage.map().registerInstance(registration(orders, "i-1", "same")));

    stage.settled(stage.map().registerInstance(registration(orders, "i-2", "same")));

    assertThat(stage.listed(orders)).containsExactly("i-1");
  }

  private static Registration registration(ServiceId service, String instance, String request) {
    return new Registration(service, new InstanceId(instance), request, Asked.ADDRESS);
  }

  private static void badId(Stage stage) {
    ServiceId orders = stage.someService();

    stage.registered(orders, "eu/a:1.b@c_d-e");
    invalid(() -> stage.register(orders, "i 1"));
    invalid(() -> stage.register(orders, "i#1"));
  }

  private static void inUnknownService(Stage stage) {
    missing("ServiceNotFound", () -> stage.register(UNKNOWN, "i-1"));
  }

  private static void isNotGoneAtOnce(Stage stage) {
    ServiceId orders = stage.someService();
    stage.registered(orders, "i-1");

    OperationId removal = stage.map().deregisterInstance(orders, FIRST);

    assertThat(stage.map().getOperation(removal).status()).isNotEqualTo(Status.SUCCESS);
    assertThat(stage.attributes(orders, "i-1")).isEqualTo(Asked.ADDRESS);
    stage.settled(removal);
    missing("InstanceNotFound", () -> stage.map().getInstance(orders, FIRST));
  }

  private static void deregisteredUnknown(Stage stage) {
    ServiceId orders = stage.someService();

    missing("InstanceNotFound", () -> stage.map().deregisterInstance(orders, FIRST));
  }

  private static void deregisteredFromUnknown(Stage stage) {
    missing("ServiceNotFound", () -> stage.map().deregisterInstance(UNKNOWN, FIRST));
  }

  private static void attributesKept(Stage stage) {
    ServiceId orders = stage.someService();
    ImmutableMap<String, String> attributes =
        ImmutableMap.of(
            "AWS_INSTANCE_IPV4", "10.0.0.1", "AWS_INSTANCE_PORT", "8080", "ECS_CLUSTER", "a b");

    stage.registered(orders, "i-1", attributes);

    assertThat(stage.attributes(orders, "i-1")).isEqualTo(attributes);
    assertThat(stage.allInstances(orders).getFirst().attributes()).isEqualTo(attributes);
  }
}
