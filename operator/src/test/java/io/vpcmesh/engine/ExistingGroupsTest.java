package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.api.v1alpha1.DriftPolicy;
import io.vpcmesh.api.v1alpha1.SecurityGroupMode;
import io.vpcmesh.api.v1alpha1.SecurityGroups;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.IngressPermission;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints whose instances carry security groups that somebody else keeps. */
class ExistingGroupsTest {

  private static final String ABSENT = "sg-00000000";

  private final TestWorld world = TestWorld.realistic();
  private final GroupView groups = new GroupView(world);
  private final Ec2 person = world.cloud.client("person").ec2(Place.of(Specs.REGION));
  private final SecurityGroupId web = made("web");
  private final SecurityGroupId batch = made("batch");

  @BeforeEach
  void start() {
    world.restart();
    world.mesh(
        "shop",
        Specs.secured(
            Specs.mesh(),
            null,
            new SecurityGroups(
                SecurityGroupMode.PER_SERVICE,
                List.of(web.value(), batch.value(), ABSENT),
                null,
                DriftPolicy.REVERT,
                null)));
    world.settle();
  }

  @Test
  void aClientIsLetInByTheGroupsThatItsInstancesCarry() {
    world.endpoint("cart", Specs.carrying(Specs.client(), web.value(), batch.value()));
    orders();

    assertThat(groups.letsIn("orders"))
        .containsExactlyInAnyOrder("8080 from " + web, "8080 from " + batch);
    assertThat(groups.find("cart")).isEmpty();
  }

  @Test
  void aGroupThatTheMeshDoesNotListLetsNobodyInAndIsNamed() {
    SecurityGroupId theirs = made("theirs");
    world.endpoint("cart", Specs.carrying(Specs.client(), web.value(), theirs.value()));
    orders();

    assertThat(groups.letsIn("orders")).containsExactly("8080 from " + web);
    assertThat(world.message("cart", "Ready"))
        .contains(theirs.value(), "spec.securityGroups.allowedIds");

    world.mesh("shop", Specs.secured(Specs.mesh()));
    world.settle();
    assertThat(groups.letsIn("orders")).isEmpty();
  }

  @Test
  void nothingOfAnExistingGroupIsEverChanged() {
    world.endpoint("cart", Specs.client());
    world.endpoint("orders", Specs.carrying(callable(), web.value()));
    world.settle();
    world.delete("orders").settle();

    assertThat(world.calls.stream().filter(call -> call.action().mutating()))
        .noneMatch(call -> call.request().subject().contains(web.value()));
    assertThat(world.hasStatus("orders")).isFalse();
  }

  @Test
  void whatAnExistingGroupDoesNotLetInIsNamedUntilItDoes() {
    world.endpoint("cart", Specs.client());
    world.endpoint("orders", Specs.carrying(callable(), web.value()));
    world.settle();
    SecurityGroupId cart = groups.id("cart");
    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/RulesMissing");
    assertThat(world.message("orders", "Secured"))
        .contains(web.value(), "port 8080 from " + cart, "shop/cart");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");

    open(new TrafficSource.Group(cart));
    world.run(Duration.ofMinutes(2));

    assertThat(world.condition("orders", "Secured")).isEqualTo("TRUE/RulesInSync");
  }

  @Test
  void aNetworkThatIsLetInIsToldAsOne() {
    world.endpoint("cart", Specs.client());
    world.endpoint("orders", Specs.carrying(callable(), web.value()));
    open(new TrafficSource.Addresses(Cidr.of("10.0.0.0/16")));
    world.settle();

    assertThat(world.condition("orders", "Secured")).isEqualTo("TRUE/RulesInSync");
    assertThat(world.message("orders", "Secured")).contains("only by its network port 8080 from");
  }

  @Test
  void aReadThatMissesAGroupShutsNobodyOut() {
    world.endpoint("cart", Specs.carrying(Specs.client(), web.value()));
    orders();
    world.settle();
    assertThat(groups.letsIn("orders")).containsExactly("8080 from " + web);
    world
        .cloud
        .faults()
        .set(
            CallPattern.to(AwsAction.DESCRIBE_SECURITY_GROUPS).by("operator").times(1),
            new Fault.EmptyPage(true));

    world.restart();
    world.run(Duration.ofMinutes(10));

    assertThat(groups.letsIn("orders")).containsExactly("8080 from " + web);
    assertThat(world.calls)
        .noneMatch(call -> call.action() == AwsAction.REVOKE_SECURITY_GROUP_INGRESS);
  }

  @Test
  void aGroupThatEmptyPagesDoNotShowShutsNobodyOut() {
    world.endpoint("cart", Specs.carrying(Specs.client(), web.value()));
    orders();
    world.settle();
    world
        .cloud
        .faults()
        .set(
            CallPattern.matching(call ->
                    call.action() == AwsAction.DESCRIBE_SECURITY_GROUPS
                        && call.request().subject().equals(web.value()))
                .by("operator"),
            new Fault.EmptyPage(true));

    world.restart();
    world.run(Duration.ofMinutes(10));

    assertThat(groups.letsIn("orders")).containsExactly("8080 from " + web);
    assertThat(world.calls)
        .noneMatch(call -> call.action() == AwsAction.REVOKE_SECURITY_GROUP_INGRESS);
  }

  @Test
  void aGroupThatIsNotThereAndOneThatMayNotBeReadAreTold() {
    world.endpoint("orders", Specs.carrying(callable(), ABSENT));
    world.settle();
    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/SecurityGroupNotFound");

    world.cloud.faults().set(CallPattern.to(AwsAction.DESCRIBE_SECURITY_GROUPS), Fault.denied());
    world.endpoint("orders", Specs.carrying(callable(), web.value())).settle();

    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/AwsAccessDenied");
  }

  @Test
  void anEndpointThatTakesOthersGroupsKeepsItsOwnAsLongAsSomethingCarriesIt() {
    world.endpoint("cart", Specs.client());
    orders();
    SecurityGroupId own = groups.id("cart");
    String task =
        world.cloud.attach(ImmutableSet.of(new IpAddress("10.0.7.7")), ImmutableSet.of(own));

    world.endpoint("cart", Specs.carrying(Specs.client(), web.value())).settle();
    assertThat(groups.letsIn("orders"))
        .containsExactlyInAnyOrder("8080 from cart", "8080 from " + web);
    assertThat(world.message("cart", "Secured")).contains("when nothing carries it any more");

    world.cloud.detach(task);
    world.settle();
    assertThat(groups.letsIn("orders")).containsExactly("8080 from " + web);
    assertThat(groups.find("cart")).isEmpty();
    assertThat(world.condition("cart", "Secured")).isEqualTo("TRUE/RulesInSync");
  }

  @Test
  void anEndpointThatGivesThemUpGetsOneOfOurs() {
    world.endpoint("cart", Specs.carrying(Specs.client(), web.value()));
    orders();

    world.endpoint("cart", Specs.client()).settle();

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
  }

  @Test
  void aRestartChangesNothing() {
    world.endpoint("cart", Specs.carrying(Specs.client(), web.value()));
    orders();
    world.calls.clear();

    world.restart().settle();

    assertThat(world.writes()).isZero();
    assertThat(groups.letsIn("orders")).containsExactly("8080 from " + web);
  }

  private void orders() {
    world.endpoint("orders", callable()).settle();
  }

  private static ServiceEndpointSpec callable() {
    return Specs.callable(Specs.endpoint("10.0.1.4"), Specs.peer("cart"));
  }

  private SecurityGroupId made(String name) {
    return person.createSecurityGroup(
        new SecurityGroupSpec("vpc-0a", name, "by hand", ImmutableMap.of()));
  }

  private void open(TrafficSource source) {
    assertThat(
            person.authorizeSecurityGroupIngress(
                web,
                ImmutableList.of(new IngressPermission(PortRange.of(8080, 8080), source, "")),
                ImmutableMap.of()))
        .hasSize(1);
  }
}
