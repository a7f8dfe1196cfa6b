package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.api.v1alpha1.Client;
import io.vpcmesh.api.v1alpha1.DriftPolicy;
import io.vpcmesh.api.v1alpha1.SecurityGroupMode;
import io.vpcmesh.api.v1alpha1.SecurityGroups;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Place;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A group that shall go, and that something still carries. */
class LeavingGroupTest {

  private static final String OTHERS = "sg-0a0a0a0a";

  private final TestWorld world = TestWorld.realistic();
  private final GroupView groups = new GroupView(world);

  @BeforeEach
  void shop() {
    world.restart();
    mesh(SecurityGroupMode.PER_SERVICE, OTHERS);
    world.endpoint("cart", Specs.client());
    world.endpoint("web", Specs.client());
    world.endpoint("orders", orders("cart"));
    world.settle();
    world.cloud.attach(
        ImmutableSet.of(new IpAddress("10.0.1.4")), ImmutableSet.of(groups.id("orders")));
  }

  @Test
  void letsInWhoIsDeclaredAsLongAsItIsCarriedWhereOthersGroupsTakeItsPlace() {
    world.endpoint("orders", Specs.carrying(orders("cart"), OTHERS)).settle();
    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");

    world.endpoint("orders", Specs.carrying(orders("web"), OTHERS)).settle();
    assertThat(groups.letsIn("orders")).containsExactly("8080 from web");

    world.restart();
    world.endpoint("orders", Specs.carrying(orders(), OTHERS)).settle();
    assertThat(groups.letsIn("orders")).isEmpty();
    assertThat(world.message("orders", "Secured")).contains("when nothing carries it any more");
  }

  @Test
  void whatAPersonDeletesMeanwhileIsGoneAfterAWhile() {
    world.delete("web").run(Duration.ofSeconds(2));
    deleteByHand("web");
    world.run(Duration.ofMinutes(10));

    assertThat(world.endpoints).doesNotContainKey(new ObjectRef("shop", "web"));
  }

  @Test
  void whatAFormerProcessDeletedIsGoneAfterAWhile() {
    world.delete("web");
    while (groups.find("web").isPresent()) {
      world.run(Duration.ofMillis(10));
    }
    assertThat(world.endpoints).containsKey(new ObjectRef("shop", "web"));
    world.restart().run(Duration.ofMinutes(10));

    assertThat(world.endpoints).doesNotContainKey(new ObjectRef("shop", "web"));
  }

  @Test
  void whatEmptyPagesDoNotShowIsNotLeftBehind() {
    showNothing();
    world.delete("web").run(Duration.ofMinutes(4));

    assertThat(world.endpoints).containsKey(new ObjectRef("shop", "web"));

    world.cloud.faults().clear();
    world.run(Duration.ofMinutes(1));

    assertThat(groups.find("web")).isEmpty();
    assertThat(world.endpoints).doesNotContainKey(new ObjectRef("shop", "web"));
  }

  @Test
  void whatEmptyPagesDoNotShowToTheNextProcessEitherIsNotLeftBehind() {
    showNothing();
    world.delete("web").run(Duration.ofMinutes(1));
    world.restart().run(Duration.ofMinutes(3));

    world.cloud.faults().clear();
    world.run(Duration.ofMinutes(1));

    assertThat(groups.find("web")).isEmpty();
    assertThat(world.endpoints).doesNotContainKey(new ObjectRef("shop", "web"));
  }

  private void showNothing() {
    world
        .cloud
        .faults()
        .set(
            CallPattern.to(AwsAction.DESCRIBE_SECURITY_GROUPS).by("operator"),
            new Fault.EmptyPage(true));
  }

  private void deleteByHand(String name) {
    groups
        .find(name)
        .ifPresent(group ->
            world
                .cloud
                .client("person")
                .ec2(Place.of(Specs.REGION))
                .deleteSecurityGroup(group.group().id()));
  }

  @Test
  void keepsNobodyFromBeingReady() {
    world.endpoint("orders", Specs.carrying(orders("cart"), OTHERS)).settle();

    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/Pending");
  }

  @Test
  void othersGroupsThatTheMeshDoesNotListAreNamedAtOnce() {
    mesh(SecurityGroupMode.PER_SERVICE);
    world.endpoint("orders", Specs.carrying(orders("cart"), OTHERS)).settle();

    assertThat(world.condition("orders", "Accepted")).isEqualTo("FALSE/NotAllowedByMesh");
    assertThat(world.message("orders", "Accepted")).contains(OTHERS, "allowedIds");
  }

  @Test
  void letsNobodyInWhoIsTakenOutAfterItsEndpointWasDeleted() {
    world.delete("orders").settle();
    assertThat(world.message("orders", "Secured")).contains("when nothing carries it any more");
    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");

    world.delete("cart").settle();

    assertThat(groups.letsIn("orders")).isEmpty();
    assertThat(groups.find("cart")).isEmpty();
    assertThat(world.hasStatus("cart")).isFalse();
  }

  @Test
  void isNotJudgedWhereNobodySeesToWhoCallsWhom() {
    mesh(SecurityGroupMode.UNMANAGED);
    world.settle();

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
    assertThat(world.message("orders", "Secured")).contains("its rules stay as they are");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void complaintsAboutItsClientsAreNoBusinessOfADeletion() {
    world.endpoint(
        "orders", Specs.callable(Specs.endpoint("10.0.1.4"), Specs.network("10.20.1.0/24")));
    world.settle();
    assertThat(world.condition("orders", "Accepted")).isEqualTo("FALSE/NotAllowedByMesh");

    world.delete("orders").settle();

    assertThat(world.message("orders", "Ready")).contains("when nothing carries it any more");
  }

  private void mesh(SecurityGroupMode mode, String... allowed) {
    world.mesh(
        "shop",
        Specs.secured(
            Specs.mesh(),
            null,
            new SecurityGroups(mode, List.of(allowed), null, DriftPolicy.REVERT, null)));
  }

  private static ServiceEndpointSpec orders(String... clients) {
    return Specs.callable(
        Specs.endpoint("10.0.1.4"),
        List.of(clients).stream().map(client -> Specs.peer(client)).toArray(Client[]::new));
  }
}
