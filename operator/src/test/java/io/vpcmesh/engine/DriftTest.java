package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import io.vpcmesh.api.v1alpha1.DriftPolicy;
import io.vpcmesh.api.v1alpha1.SecurityGroupMode;
import io.vpcmesh.api.v1alpha1.SecurityGroups;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.IngressPermission;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.cloud.simulated.GroupSnapshot;
import io.vpcmesh.model.AwsService;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.TrafficSource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody else changes rules of ours. */
class DriftTest {

  private static final Duration AUDIT = Duration.ofMinutes(12);

  private final TestWorld world = TestWorld.realistic();
  private final GroupView groups = new GroupView(world);
  private final Ec2 person = world.cloud.client("person").ec2(Place.of(Specs.REGION));

  @Test
  void itIsPutRight() {
    shop(DriftPolicy.REVERT);
    takeAway();
    addOne();

    world.run(AUDIT);

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
    assertThat(world.condition("orders", "Secured")).isEqualTo("TRUE/RulesInSync");
  }

  @Test
  void whereItIsReportedNothingIsPutRightAndTheConditionNamesIt() {
    shop(DriftPolicy.REPORT);
    takeAway();
    addOne();
    world.calls.clear();

    world.run(AUDIT);

    assertThat(groups.letsIn("orders")).containsExactly("9000 from 10.9.0.0/16");
    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/DriftDetected");
    assertThat(world.message("orders", "Secured"))
        .contains(
            "open port 8080 from " + groups.id("cart"),
            "close port 9000 from 10.9.0.0/16",
            "onDrift");
    assertThat(world.registered("orders")).hasSize(1);
  }

  @Test
  void whatIsReportedIsStillDriftAfterARestart() {
    shop(DriftPolicy.REPORT);
    takeAway();

    world.restart().run(AUDIT);

    assertThat(groups.letsIn("orders")).isEmpty();
    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/DriftDetected");
  }

  @Test
  void whatIsReportedStaysWhileTheMeshIsNotReadyAndWhoMayNotCallIsShutOut() {
    shop(DriftPolicy.REPORT);
    world.mesh("shop", Specs.revoking(mesh(DriftPolicy.REPORT)));
    addOne();
    world
        .cloud
        .faults()
        .set(
            CallPattern.matching(call -> call.action().service() == AwsService.SERVICEDISCOVERY),
            Fault.unavailable());
    world.restart().settle();
    assertThat(groups.letsIn("orders"))
        .containsExactlyInAnyOrder("8080 from cart", "9000 from 10.9.0.0/16");

    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    assertThat(groups.letsIn("orders")).isEmpty();
  }

  @Test
  void whatWasNotFinishedBeforeARestartIsNoDrift() {
    shop(DriftPolicy.REPORT);
    world.endpoint("users", Specs.client()).settle();
    world.endpoint(
        "orders",
        Specs.callable(Specs.endpoint("10.0.1.4"), Specs.peer("cart"), Specs.peer("users")));
    world.run(Duration.ofMillis(1));

    world.restart().settle();

    assertThat(groups.letsIn("orders"))
        .containsExactlyInAnyOrder("8080 from cart", "8080 from users");
    assertThat(world.condition("orders", "Secured")).isEqualTo("TRUE/RulesInSync");
  }

  @Test
  void whatIsDeclaredAnewIsPutRightAsAWhole() {
    shop(DriftPolicy.REPORT);
    takeAway();
    addOne();
    world.run(AUDIT);

    world.endpoint("users", Specs.client());
    world.endpoint(
        "orders",
        Specs.callable(Specs.endpoint("10.0.1.4"), Specs.peer("cart"), Specs.peer("users")));
    world.settle();

    assertThat(groups.letsIn("orders"))
        .containsExactlyInAnyOrder("8080 from cart", "8080 from users");
    assertThat(world.condition("orders", "Secured")).isEqualTo("TRUE/RulesInSync");
  }

  @Test
  void whoPutsItRightByHandIsBelieved() {
    shop(DriftPolicy.REPORT);
    addOne();
    world.run(AUDIT);
    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/DriftDetected");

    rules().stream()
        .filter(rule -> rule.traffic().first() == 9000)
        .forEach(
            rule -> person.revokeSecurityGroupIngress(rule.group(), ImmutableSet.of(rule.id())));
    world.run(AUDIT);

    assertThat(world.condition("orders", "Secured")).isEqualTo("TRUE/RulesInSync");
  }

  @Test
  void aMeshThatWantsItPutRightAfterAllGetsIt() {
    shop(DriftPolicy.REPORT);
    takeAway();
    world.run(AUDIT);

    world.mesh("shop", mesh(DriftPolicy.REVERT)).settle();

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
  }

  private void shop(DriftPolicy onDrift) {
    world.restart();
    world.mesh("shop", mesh(onDrift));
    world.endpoint("cart", Specs.client());
    world.endpoint("orders", Specs.callable(Specs.endpoint("10.0.1.4"), Specs.peer("cart")));
    world.settle();
    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
  }

  private static ServiceMeshSpec mesh(DriftPolicy onDrift) {
    return Specs.secured(
        Specs.mesh(),
        null,
        new SecurityGroups(SecurityGroupMode.PER_SERVICE, List.of(), null, onDrift, null));
  }

  private void takeAway() {
    rules()
        .forEach(
            rule -> person.revokeSecurityGroupIngress(rule.group(), ImmutableSet.of(rule.id())));
  }

  /** A rule with our marks that nobody declared, as of somebody who changed the port of one. */
  private void addOne() {
    GroupSnapshot group = groups.of("orders");
    ImmutableMap<String, String> marks =
        ImmutableMap.copyOf(
            Maps.filterKeys(group.group().tags(), key -> key.startsWith("vpcmesh.io/")));
    assertThat(
            person.authorizeSecurityGroupIngress(
                group.group().id(),
                ImmutableList.of(
                    new IngressPermission(
                        PortRange.of(9000, 9000),
                        new TrafficSource.Addresses(Cidr.of("10.9.0.0/16")),
                        "")),
                marks))
        .hasSize(1);
  }

  private List<SecurityGroupRule> rules() {
    return groups.of("orders").rules().stream()
        .filter(rule -> rule.direction() == Direction.INGRESS)
        .toList();
  }
}
