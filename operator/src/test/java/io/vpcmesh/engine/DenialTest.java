package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.NamespaceType;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.InstanceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Whatever the credentials may not do is named, hurts nothing else, and heals by itself. */
class DenialTest {

  /** The longest that anything waits between two tries, and what there is to do then. */
  private static final Duration HEALING = Duration.ofSeconds(320).plusMinutes(3);

  private static final ImmutableSet<String> OF_OTHER_STORIES =
      ImmutableSet.of(
          "ASSUME_ROLE",
          "DESCRIBE_ALARMS",
          "CREATE_HTTP_NAMESPACE",
          "DELETE_NAMESPACE",
          "DESCRIBE_SECURITY_GROUPS",
          "DESCRIBE_SECURITY_GROUP_RULES",
          "CREATE_SECURITY_GROUP",
          "DELETE_SECURITY_GROUP",
          "AUTHORIZE_SECURITY_GROUP_INGRESS",
          "REVOKE_SECURITY_GROUP_INGRESS",
          "CREATE_TAGS",
          "DESCRIBE_NETWORK_INTERFACES",
          "DESCRIBE_MANAGED_PREFIX_LISTS",
          "GET_MANAGED_PREFIX_LIST_ENTRIES");

  private final TestWorld world = TestWorld.realistic();
  private final List<String> stalled = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(
      mode = Mode.MATCH_NONE,
      names = {
        "ASSUME_ROLE",
        "DESCRIBE_.*",
        "GET_MANAGED_PREFIX_LIST_ENTRIES",
        ".*_SECURITY_GROUP.*",
        "CREATE_TAGS",
        "CREATE_HTTP_NAMESPACE",
        "DELETE_NAMESPACE"
      })
  void aCallThatIsDeniedIsNamedAndHealsByItself(AwsAction denied) {
    world.cloud.faults().set(CallPattern.to(denied).by("operator"), Fault.denied());
    story(world);

    assertThat(stalled)
        .as("what was said of being stalled")
        .anyMatch(said ->
            said.matches(
                "(AwsAccessDenied|Terminating|RolledBack) .*" + denied.awsName() + ": .*"));

    world.cloud.faults().clear();
    world.run(HEALING);
    List.of("orders", "user").forEach(name -> world.annotate(name, "vpcmesh.io/retry", "1"));
    world.run(HEALING);

    assertThat(end(world)).isEqualTo(undisturbed());
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.condition("user", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void theStoryNeedsEveryCallOfWhichItTells() {
    story(world);

    ImmutableList<String> silent =
        ImmutableList.copyOf(AwsAction.values()).stream()
            .filter(action -> world.count(action) == 0)
            .map(Enum::name)
            .collect(ImmutableList.toImmutableList());
    assertThat(silent).containsExactlyInAnyOrderElementsOf(OF_OTHER_STORIES);
  }

  @Test
  void wrongCredentialsAreNamedWriteNothingAndHealByThemselves() {
    world.cloud.faults().set(CallPattern.all().by("operator"), Fault.denied());
    world.restart().mesh("shop", Specs.mesh()).endpoint("orders", Specs.endpoint("10.0.1.4"));

    world.run(Duration.ofHours(2));

    assertThat(world.meshCondition("shop", "Stalled")).isEqualTo("TRUE/AwsAccessDenied");
    assertThat(world.meshMessage("shop", "Stalled")).contains("not authorized");
    assertThat(world.calls).hasSizeLessThan(40);

    world.cloud.faults().clear();
    world.run(HEALING);

    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  private static String undisturbed() {
    TestWorld calm = TestWorld.realistic();
    new DenialTest().story(calm);
    return end(calm.run(HEALING));
  }

  /** What AWS has; with which health an instance was first registered depends on when. */
  private static String end(TestWorld told) {
    return told.snapshot().normalised().toString().replaceAll("AWS_INIT_HEALTH_STATUS=\\w+", "");
  }

  /** Everything that can be asked of AWS, but for the end of the mesh. */
  private void story(TestWorld told) {
    told.storeWrapper = store -> new DyingStore(store, () -> {}, this::note);
    told.restart()
        .mesh(
            "shop",
            Specs.mesh(
                MeshMode.ENFORCE, Ownership.MANAGED, NamespaceType.DNS_PRIVATE, "123456789012"))
        .endpoint("user", Specs.endpoint("10.0.2.4"))
        .endpoint("legacy", Specs.endpoint("10.0.3.4"));
    Fleet fleet = new Fleet(told).start(1, 4);
    told.endpoint("orders", Specs.endpoint()).settle();
    told.restart().settle();
    told.tasks.move(Fleet.ORDERS, new InstanceId("t001"), State.NOT_READY);
    fleet.start(5, 6).die(2, 3);
    told.endpoint("user", Specs.endpoint(Specs.ttl("30s"), "10.0.2.5")).delete("legacy").settle();
    told.reborn("user", "uid-next").settle();
  }

  private void note(Object written) {
    List<Condition> conditions =
        switch (written) {
          case ServiceEndpointStatus status -> status.conditions();
          case ServiceMeshStatus status -> status.conditions();
          default -> List.of();
        };
    conditions.stream()
        .filter(condition -> condition.type().equals("Stalled"))
        .forEach(condition -> stalled.add(condition.reason() + " " + condition.message()));
  }
}
