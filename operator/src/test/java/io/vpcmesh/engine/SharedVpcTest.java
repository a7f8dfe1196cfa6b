package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.CloudMapNamespace;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.simulated.GroupSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Two who work in one VPC do not fight. */
class SharedVpcTest {

  private static final Duration SOME_HOURS = Duration.ofHours(2);

  private final TestWorld world = TestWorld.realistic();

  @Test
  void twoMeshesKeepToTheirOwnGroups() {
    shop(world);
    world.mesh("blog", named("blog.internal"));
    world.endpoint("reader", Specs.in("blog", Specs.client()));
    world.endpoint(
        "posts",
        Specs.in("blog", Specs.callable(Specs.endpoint("10.0.2.4"), Specs.peer("reader"))));
    world.settle();
    assertThat(new GroupView(world).letsIn("orders")).containsExactly("8080 from cart");
    assertThat(lettingSomebodyIn()).containsExactly("inst-1", "inst-1");

    world.delete("posts").delete("reader").settle();
    world.deleteMesh("blog").settle();

    assertThat(new GroupView(world).letsIn("orders")).containsExactly("8080 from cart");
    assertThat(world.snapshot().groups()).hasSize(2);
  }

  @Test
  void twoClustersWithTheSameNamesKeepToTheirOwnGroups() {
    shop(world);
    TestWorld other = world.beside("inst-2");
    other.mesh("shop", named("shop.two"));
    declare(other);
    world.settle();
    assertThat(lettingSomebodyIn()).containsExactlyInAnyOrder("inst-1", "inst-2");

    world.calls.clear();
    other.calls.clear();
    world.run(SOME_HOURS);
    assertThat(world.writes() + other.writes()).isZero();

    other.delete("orders").delete("cart").settle();

    assertThat(lettingSomebodyIn()).containsExactly("inst-1");
    assertThat(world.condition("orders", "Secured")).isEqualTo("TRUE/RulesInSync");
  }

  @Test
  void anOperatorThatWasCopiedWithItsNameDoesNotFight() {
    shop(world);
    TestWorld copy = world.beside(TestWorld.INSTALLATION);
    copy.mesh("shop", Specs.secured(Specs.mesh()));
    declare(copy);
    world.run(Duration.ofMinutes(30));
    world.calls.clear();
    copy.calls.clear();

    world.run(SOME_HOURS);

    assertThat(world.writes() + copy.writes()).isZero();
    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/OwnedByAnother");
    assertThat(world.message("orders", "Secured"))
        .contains("kept by another operator", "start it with another --installation");
    assertThat(world.condition("orders", "Ready")).startsWith("FALSE/");
    assertThat(copy.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(new GroupView(world).letsIn("orders")).containsExactly("8080 from cart");
  }

  @Test
  void whatACopyTookOverIsNotTakenAwayFromIt() {
    shop(world);
    TestWorld copy = world.beside(TestWorld.INSTALLATION);
    copy.mesh("shop", Specs.secured(Specs.mesh()));
    declare(copy);
    world.run(Duration.ofMinutes(30));

    world.delete("orders").delete("cart").run(SOME_HOURS);

    assertThat(world.message("orders", "Ready"))
        .contains("instances of others are in it", "deletionPolicy: Retain");
    assertThat(new GroupView(world).letsIn("orders")).containsExactly("8080 from cart");
    assertThat(world.registered("orders")).hasSize(1);
    assertThat(copy.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  private static void shop(TestWorld world) {
    world.mesh("shop", Specs.secured(Specs.mesh()));
    declare(world);
    world.settle();
  }

  private static void declare(TestWorld world) {
    world.endpoint("cart", Specs.client());
    world.endpoint("orders", Specs.callable(Specs.endpoint("10.0.1.4"), Specs.peer("cart")));
  }

  private static ServiceMeshSpec named(String namespace) {
    ServiceMeshSpec usual = Specs.mesh();
    CloudMapNamespace of = usual.namespace();
    return Specs.secured(
        new ServiceMeshSpec(
            usual.mode(),
            usual.aws(),
            new CloudMapNamespace(namespace, of.type(), of.ownership()),
            null,
            null,
            null,
            null,
            usual.paused(),
            usual.deployment(),
            usual.hooks(),
            usual.maxConcurrentDeployments()));
  }

  /** The installation of each group that lets somebody in. */
  private ImmutableList<String> lettingSomebodyIn() {
    return world.snapshot().groups().stream()
        .filter(SharedVpcTest::letsSomebodyIn)
        .map(group -> group.group().tags().getOrDefault("vpcmesh.io/installation", "nobody"))
        .collect(ImmutableList.toImmutableList());
  }

  private static boolean letsSomebodyIn(GroupSnapshot group) {
    return group.rules().stream().anyMatch(rule -> rule.direction() == Direction.INGRESS);
  }
}
