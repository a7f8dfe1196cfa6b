package io.vpcmesh.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.cloud.IngressPermission;
import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsService;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.TrafficSource;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each service has a security group, open only to those that may call it. */
class SecurityGroupTest {

  private final TestWorld world = TestWorld.realistic();
  private final GroupView groups = new GroupView(world);

  @Test
  void aServiceLetsItsClientsInAndNobodyElse() {
    shop();

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
    assertThat(groups.letsIn("cart")).isEmpty();
    assertThat(world.condition("orders", "Secured")).isEqualTo("TRUE/RulesInSync");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(requireNonNull(world.status("orders").aws()).securityGroupIds())
        .containsExactly(groups.id("orders").value());
  }

  @Test
  void nobodyIsToldOfAServiceBeforeItCanBeReached() {
    world.mesh("shop", Specs.secured(Specs.mesh()));
    world.endpoint("cart", Specs.client()).settle();
    world.calls.clear();

    world.endpoint("orders", orders()).settle();

    List<AwsAction> writes =
        world.calls.stream().map(Call::action).filter(AwsAction::mutating).toList();
    assertThat(writes)
        .containsExactly(
            AwsAction.CREATE_SECURITY_GROUP,
            AwsAction.AUTHORIZE_SECURITY_GROUP_INGRESS,
            AwsAction.CREATE_SERVICE,
            AwsAction.REGISTER_INSTANCE);
  }

  @Test
  void aClientThatIsTakenOutIsShutOutInOneCall() {
    shop();
    world.calls.clear();

    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    assertThat(groups.letsIn("orders")).isEmpty();
    assertThat(ec2Writes()).containsExactly(AwsAction.REVOKE_SECURITY_GROUP_INGRESS);
  }

  @Test
  void aClientThatIsDeletedIsShutOutBeforeItsGroupGoes() {
    shop();
    world.calls.clear();

    world.delete("cart").settle();

    assertThat(groups.letsIn("orders")).isEmpty();
    assertThat(groups.find("cart")).isEmpty();
    assertThat(world.hasStatus("cart")).isFalse();
    assertThat(ec2Writes())
        .containsExactly(AwsAction.REVOKE_SECURITY_GROUP_INGRESS, AwsAction.DELETE_SECURITY_GROUP);
  }

  @Test
  void aServiceThatIsDeletedStaysReachableUntilDnsHasForgottenIt() {
    shop();

    world.delete("orders").run(Duration.ofSeconds(25));

    assertThat(world.registered("orders")).isEmpty();
    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
    assertThat(world.condition("orders", "Ready")).isEqualTo("UNKNOWN/Terminating");

    world.settle();

    assertThat(groups.find("orders")).isEmpty();
    assertThat(world.hasStatus("orders")).isFalse();
  }

  @Test
  void aGroupThatIsStillCarriedWaitsAndSaysWhatCarriesIt() {
    shop();
    String eni =
        world.cloud.attach(
            ImmutableSet.of(new IpAddress("10.0.1.9")), ImmutableSet.of(groups.id("cart")));

    world.run(Duration.ofMinutes(1));

    world.delete("cart").settle();

    assertThat(groups.find("cart")).isPresent();
    assertThat(world.message("cart", "Ready")).contains(eni, "is deleted when nothing carries it");
    assertThat(world.count(AwsAction.DELETE_SECURITY_GROUP)).isZero();

    world.cloud.detach(eni);
    world.settle();

    assertThat(groups.find("cart")).isEmpty();
    assertThat(world.count(AwsAction.DELETE_SECURITY_GROUP)).isEqualTo(1);
  }

  @Test
  void aGroupThatNothingCarriesIsSaidToDecideNothing() {
    shop();
    world.run(Duration.ofMinutes(2));
    assertThat(world.message("orders", "Secured"))
        .endsWith("no network interface carries it, so they decide nothing yet");

    world.cloud.attach(
        ImmutableSet.of(new IpAddress("10.0.1.4")), ImmutableSet.of(groups.id("orders")));
    world.run(Duration.ofMinutes(11));
    assertThat(world.message("orders", "Secured")).endsWith("1 of 1 instances carry it");
  }

  @Test
  void instancesThatComeAndGoAreNoReasonToTouchAGroup() {
    shop();
    world.calls.clear();

    world.endpoint(
        "orders", Specs.callable(Specs.endpoint("10.0.1.5", "10.0.1.6"), Specs.peer("cart")));
    world.settle();

    assertThat(world.registered("orders")).hasSize(2);
    assertThat(ec2Writes()).isEmpty();
  }

  @Test
  void whatIsAsItShallBeIsOnlyLookedAtNowAndThen() {
    shop();
    world.run(Duration.ofMinutes(10));
    world.calls.clear();

    world.run(Duration.ofHours(1));

    assertThat(ec2Writes()).isEmpty();
    assertThat(world.count(AwsAction.DESCRIBE_SECURITY_GROUPS)).isBetween(6L, 9L);
  }

  @Test
  void aRestartWritesNothing() {
    shop();
    world.calls.clear();

    world.restart().settle();

    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Secured")).isEqualTo("TRUE/RulesInSync");
  }

  @Test
  void aPortThatMovesIsOpenedAtOnceAndTheFormerOneWhenNobodyCallsItAnyMore() {
    shop();
    ServiceEndpointSpec moved =
        Specs.callable(
            Specs.ports(Specs.endpoint("10.0.1.4"), Specs.port("http", 80, 9090)),
            Specs.peer("cart"));

    world.endpoint("orders", moved).run(Duration.ofSeconds(10));

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart", "9090 from cart");

    world.settle();

    assertThat(groups.letsIn("orders")).containsExactly("9090 from cart");
  }

  @Test
  void aPortThatIsLeftStaysOpenUntilDnsHasForgottenIt() {
    shop();
    ServiceEndpointSpec moved =
        Specs.callable(
            Specs.ports(
                Specs.endpoint(Specs.ttl("300s"), "10.0.1.4"), Specs.port("http", 80, 9090)),
            Specs.peer("cart"));

    world.endpoint("orders", moved).run(Duration.ofSeconds(30));
    world.loop.runUntil(
        () -> world.condition("orders", "Ready").equals("TRUE/Completed"), Duration.ofMinutes(20));

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart", "9090 from cart");

    world.run(Duration.ofMinutes(10));

    assertThat(groups.letsIn("orders")).containsExactly("9090 from cart");
  }

  @Test
  void aRuleThatSomebodyElseMadeIsNotAskedForAgain() {
    shop();
    world.endpoint("web", Specs.client()).settle();
    world
        .cloud
        .client("person")
        .ec2(Place.of(Specs.REGION))
        .authorizeSecurityGroupIngress(
            groups.id("orders"),
            ImmutableList.of(
                new IngressPermission(
                    PortRange.of(8080, 8080),
                    new TrafficSource.Group(groups.id("web")),
                    "by hand")),
            ImmutableMap.of());
    world.run(Duration.ofMinutes(12));
    world.calls.clear();

    world
        .endpoint(
            "orders",
            Specs.callable(Specs.endpoint("10.0.1.4"), Specs.peer("cart"), Specs.peer("web")))
        .settle();

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart", "8080 from web");
    assertThat(ec2Writes()).isEmpty();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void aClientThatComesLaterIsLetInWhenItHasAGroup() {
    world.mesh("shop", Specs.secured(Specs.mesh()));
    world.endpoint("orders", orders()).settle();

    assertThat(groups.letsIn("orders")).isEmpty();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.status("orders").notes())
        .containsExactly(
            "ClientNotFound: spec.clients names shop/cart, and the mesh has no such endpoint");

    world.endpoint("cart", Specs.client()).settle();

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
    assertThat(world.status("orders").notes()).isEmpty();
  }

  @Test
  void moreClientsThanAGroupHasRoomForAreRefusedBeforeTheFirstWrite() {
    world.mesh("shop", Specs.secured(Specs.mesh()));
    IntStream.range(0, 64).forEach(i -> world.endpoint("c" + i, Specs.client()));
    world.settle();
    world.calls.clear();

    world
        .endpoint(
            "orders",
            Specs.callable(
                Specs.endpoint("10.0.1.4"),
                IntStream.range(0, 64)
                    .mapToObj(i -> Specs.peer("c" + i))
                    .toArray(io.vpcmesh.api.v1alpha1.Client[]::new)))
        .settle();

    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/RuleLimitExceeded");
    assertThat(world.message("orders", "Secured")).contains("60 rules", "for shop/c");
    assertThat(world.condition("c1", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void whatMayNotBeDoneIsNamedAndHealsByItself() {
    world
        .cloud
        .faults()
        .set(CallPattern.to(AwsAction.CREATE_SECURITY_GROUP).by("operator"), Fault.denied());
    shop();

    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/AwsAccessDenied");
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/AwsAccessDenied");
    assertThat(world.message("orders", "Ready")).contains("ec2:CreateSecurityGroup");
    assertThat(world.registered("orders")).isEmpty();

    world.cloud.faults().clear();
    world.run(Duration.ofMinutes(8));

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void aMeshThatManagesGroupsNoMoreTakesThemAway() {
    world.start();
    shop();

    world.mesh("shop", Specs.mesh()).run(Duration.ofMinutes(8));

    assertThat(groups.find("orders")).isEmpty();
    assertThat(groups.find("cart")).isEmpty();
    assertThat(world.registered("orders")).hasSize(1);
    assertThat(world.condition("orders", "Secured")).isEqualTo("absent");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  private void shop() {
    world.mesh("shop", Specs.secured(Specs.mesh()));
    world.endpoint("cart", Specs.client());
    world.endpoint("orders", orders());
    world.settle();
  }

  private static ServiceEndpointSpec orders() {
    return Specs.callable(Specs.endpoint("10.0.1.4"), Specs.peer("cart"));
  }

  private List<AwsAction> ec2Writes() {
    return world.calls.stream()
        .map(Call::action)
        .filter(action -> action.service() == AwsService.EC2 && action.mutating())
        .toList();
  }
}
