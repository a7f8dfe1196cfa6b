package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.Members;
import io.vpcmesh.api.v1alpha1.MeshRef;
import io.vpcmesh.api.v1alpha1.NamespaceSelector;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Resource;
import io.vpcmesh.topology.TopologyEvent.NamespaceSeen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A mesh decides whose endpoints it takes, and may change its mind. */
class NamespaceConsentTest {

  private static final Duration WITHIN_A_PASS = Duration.ofSeconds(2);
  private static final EndpointKey ORDERS = EndpointKey.of("team", "orders");

  private final TestWorld world = TestWorld.realistic().start();

  @Test
  void anEndpointOfAnotherNamespaceIsRefusedUnlessItIsSelected() {
    world.mesh("shop", mesh(null));

    declare("10.0.1.4").settle();

    assertThat(world.snapshot().services()).isEmpty();
    assertThat(condition("Accepted")).isEqualTo("FALSE/NotAllowedByMesh");
    assertThat(condition("Stalled")).isEqualTo("TRUE/Invalid");
  }

  @Test
  void aSelectedNamespaceIsTaken() {
    world.mesh("shop", mesh(Map.of("mesh", "shop")));
    label(ImmutableMap.of("mesh", "shop"));

    declare("10.0.1.4").settle();

    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(condition("Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void aSelectionThatIsWithdrawnTakesEverythingOutAtOnce() {
    selected();

    world.mesh("shop", mesh(Map.of("mesh", "other"))).run(WITHIN_A_PASS);

    assertThat(world.registered("orders")).isEmpty();
    assertThat(condition("Accepted")).isEqualTo("FALSE/NotAllowedByMesh");

    world.settle();

    assertThat(world.snapshot().services()).isEmpty();
  }

  @Test
  void aLabelThatIsTakenOffTakesEverythingOutAtOnce() {
    selected();

    label(ImmutableMap.of());
    world.run(WITHIN_A_PASS);

    assertThat(world.registered("orders")).isEmpty();
    assertThat(condition("Accepted")).isEqualTo("FALSE/NotAllowedByMesh");
  }

  @Test
  void aSelectionThatComesBackBringsEverythingBack() {
    selected();
    world.mesh("shop", mesh(Map.of("mesh", "other"))).settle();

    world.mesh("shop", mesh(Map.of("mesh", "shop"))).settle();

    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(condition("Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void labelsThatAreNotKnownAreNoRefusal() {
    selected();
    world.calls.clear();

    world.restart().settle();

    assertThat(world.writes()).isZero();
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(condition("Ready")).isEqualTo("FALSE/Invalid");

    label(ImmutableMap.of("mesh", "shop"));
    world.settle();

    assertThat(world.writes()).isZero();
    assertThat(condition("Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void whoIsRefusedKeepsNoNameFromOthers() {
    selected();
    world.mesh("shop", mesh(Map.of("mesh", "other"))).settle();

    world.endpoint("orders", Specs.endpoint("10.0.5.5")).settle();

    assertThat(world.registered("orders")).containsExactly("10-0-5-5");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void whoIsRefusedGoesWhenItIsDeleted() {
    selected();
    world.mesh("shop", mesh(Map.of("mesh", "other"))).settle();
    Resource<ServiceEndpointSpec> declared = world.endpoints.get(ORDERS.ref());
    assertThat(declared).isNotNull();

    world.endpoint(deleted(declared)).settle();

    assertThat(world.endpoints).isEmpty();
  }

  private static Resource<ServiceEndpointSpec> deleted(
      @Nullable Resource<ServiceEndpointSpec> declared) {
    return Optional.ofNullable(declared).orElseThrow().deletionRequested();
  }

  private void selected() {
    world.mesh("shop", mesh(Map.of("mesh", "shop")));
    label(ImmutableMap.of("mesh", "shop"));
    declare("10.0.1.4").settle();
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
  }

  private TestWorld declare(String address) {
    ServiceEndpointSpec spec = Specs.endpoint(address);
    ServiceEndpointSpec guest =
        new ServiceEndpointSpec(
            new MeshRef("shop", "shop"),
            spec.serviceName(),
            spec.deletionPolicy(),
            spec.ports(),
            spec.backend(),
            spec.discovery(),
            spec.clients(),
            spec.authorization(),
            spec.securityGroups(),
            spec.paused(),
            spec.deployment());
    return world.endpoint(
        new Resource<>(
            new ObjectRef("team", "orders"),
            "uid-guest",
            1,
            world.loop.now(),
            false,
            ImmutableMap.of(),
            guest));
  }

  private void label(ImmutableMap<String, String> labels) {
    world.engine.observe(new NamespaceSeen("team", labels));
  }

  private String condition(String type) {
    ServiceEndpointStatus status = world.memory.load().endpointStatus().get(ORDERS);
    List<Condition> conditions = status == null ? List.of() : status.conditions();
    return conditions.stream()
        .filter(condition -> condition.type().equals(type))
        .map(condition -> condition.status() + "/" + condition.reason())
        .findFirst()
        .orElse("absent");
  }

  private static ServiceMeshSpec mesh(@Nullable Map<String, String> labels) {
    ServiceMeshSpec spec = Specs.mesh();
    Members members = labels == null ? null : new Members(new NamespaceSelector(labels, List.of()));
    return new ServiceMeshSpec(
        spec.mode(),
        spec.aws(),
        spec.namespace(),
        members,
        null,
        null,
        null,
        spec.paused(),
        spec.deployment(),
        spec.hooks(),
        spec.maxConcurrentDeployments());
  }
}
