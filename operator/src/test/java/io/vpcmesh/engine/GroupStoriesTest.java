package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.api.v1alpha1.Client;
import io.vpcmesh.api.v1alpha1.DriftPolicy;
import io.vpcmesh.api.v1alpha1.SecurityGroupMode;
import io.vpcmesh.api.v1alpha1.SecurityGroups;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsService;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to security groups over time, with every single call judged by the declarations. */
class GroupStoriesTest {

  private static final int EDITS = 80;
  private static final long SEED = 11;

  private final TestWorld world = TestWorld.realistic();
  private final Script script = new Script(world);
  private final InvariantChecker checker = new InvariantChecker(script);
  private final GroupView groups = new GroupView(world);

  @BeforeEach
  void start() {
    world.restart();
    world.mesh("shop", Specs.secured(Specs.mesh()));
  }

  @AfterEach
  void noCallBrokeAnInvariant() {
    assertThat(checker.violations).isEmpty();
  }

  @Test
  void tenClientsThatComeAndGoInAnyOrderLeaveWhatIsDeclared() {
    Random random = new Random(SEED);
    Set<Integer> clients = new TreeSet<>();
    IntStream.range(0, 10).forEach(i -> script.endpoint("c" + i, Specs.client()));
    for (int edit = 0; edit < EDITS; edit++) {
      int client = random.nextInt(10);
      if (!clients.add(client)) {
        clients.remove(client);
      }
      script.endpoint("orders", orders(8080, clients.stream().map(i -> "c" + i)));
      world.run(Duration.ofSeconds(random.nextInt(12)));
    }
    world.settle();

    assertThat(GroupInvariants.deviations(script)).isEmpty();
  }

  @Test
  void aClientGetsAnotherGroupWhileThePortMoves() {
    shop();
    SecurityGroupId before = groups.id("cart");

    world.delete("cart");
    script.endpoint("orders", orders(9090, Stream.of("cart")));
    world.settle();
    assertThat(groups.find("cart")).isEmpty();
    script.endpoint("cart", Specs.client());
    script.endpoint("orders", orders(7070, Stream.of("cart")));
    world.settle();

    assertThat(groups.id("cart")).isNotEqualTo(before);
    assertThat(groups.letsIn("orders")).containsExactly("7070 from cart");
  }

  @Test
  void aClientThatCarriesGroupsOfOthersChangesThemWhileThePortMoves() {
    String first = made("first");
    String second = made("second");
    world.mesh("shop", allowing(first, second));
    script.endpoint("cart", Specs.carrying(Specs.client(), first));
    script.endpoint("orders", orders(8080, Stream.of("cart")));
    world.settle();
    assertThat(groups.letsIn("orders")).containsExactly("8080 from " + first);

    script.endpoint("cart", Specs.carrying(Specs.client(), first, second));
    world.run(Duration.ofSeconds(1));
    script.endpoint("orders", orders(9090, Stream.of("cart")));
    world.run(Duration.ofSeconds(2));
    script.endpoint("cart", Specs.carrying(Specs.client(), second));
    world.settle();
    assertThat(groups.letsIn("orders")).containsExactly("9090 from " + second);

    world.mesh("shop", allowing(first));
    world.settle();
    assertThat(groups.letsIn("orders")).isEmpty();
    assertThat(GroupInvariants.deviations(script)).isEmpty();
  }

  @Test
  void aClientGroupThatIsNotThereKeepsNobodyElseOut() {
    String absent = "sg-00000000";
    world.mesh("shop", allowing(absent));
    script.endpoint("cart", Specs.client());
    script.endpoint(
        "orders",
        Specs.callable(Specs.endpoint("10.0.1.4"), Specs.peer("cart"), Specs.group(absent)));
    world.settle();

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
    assertThat(world.registered("orders")).hasSize(1);
    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/SecurityGroupNotFound");
    assertThat(world.message("orders", "Secured")).contains(absent, "spec.clients");
    world.calls.clear();
    world.run(Duration.ofHours(1));
    assertThat(world.writes()).isLessThanOrEqualTo(30);

    script.endpoint("orders", orders(8080, Stream.of("cart")));
    world.settle();
    assertThat(world.condition("orders", "Secured")).isEqualTo("TRUE/RulesInSync");
  }

  private String made(String name) {
    return world
        .cloud
        .client("person")
        .ec2(Place.of(Specs.REGION))
        .createSecurityGroup(new SecurityGroupSpec("vpc-0a", name, "by hand", ImmutableMap.of()))
        .value();
  }

  private static ServiceMeshSpec allowing(String... groups) {
    return Specs.secured(
        Specs.mesh(),
        null,
        new SecurityGroups(
            SecurityGroupMode.PER_SERVICE, List.of(groups), null, DriftPolicy.REVERT, null));
  }

  @Test
  void oneGroupOfManyThatMayNotBeChangedHoldsNoOtherUp() {
    script.endpoint("cart", Specs.client());
    List<String> names = IntStream.range(0, 12).mapToObj(i -> "s" + i).toList();
    names.forEach(name -> script.endpoint(name, orders(8080, Stream.empty())));
    world.settle();
    String denied = groups.id("s5").value();
    world
        .cloud
        .faults()
        .set(
            CallPattern.matching(call ->
                call.action() == AwsAction.AUTHORIZE_SECURITY_GROUP_INGRESS
                    && call.request().subject().equals(denied)),
            Fault.denied());

    names.forEach(name -> script.endpoint(name, orders(8080, Stream.of("cart"))));
    world.run(Duration.ofMinutes(10));

    assertThat(names.stream().filter(name -> !groups.letsIn(name).isEmpty())).hasSize(11);
    assertThat(world.condition("s5", "Ready")).isEqualTo("FALSE/RolledBack");
    assertThat(world.message("s5", "Ready")).contains("ec2:AuthorizeSecurityGroupIngress");
    assertThat(world.condition("s6", "Secured")).isEqualTo("TRUE/RulesInSync");
  }

  @Test
  void whenEc2AloneIsThrottledInstancesStillComeAndGo() {
    shop();
    world
        .cloud
        .faults()
        .set(
            CallPattern.matching(call -> call.action().service() == AwsService.EC2),
            Fault.throttled());

    script.endpoint(
        "orders", Specs.callable(Specs.endpoint("10.0.1.4", "10.0.1.5"), Specs.peer("cart")));
    script.endpoint("web", Specs.client());
    world.run(Duration.ofMinutes(2));

    assertThat(world.registered("orders")).hasSize(2);
    assertThat(world.condition("web", "Secured")).isEqualTo("FALSE/Throttled");
    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");

    world.cloud.faults().clear();
    world.settle();
    assertThat(world.condition("web", "Secured")).isEqualTo("TRUE/RulesInSync");
  }

  @Test
  void whoMayNotCallAnyMoreIsShutOutWhileCloudMapIsAway() {
    shop();
    world.mesh("shop", Specs.revoking(Specs.secured(Specs.mesh())));
    world
        .cloud
        .faults()
        .set(
            CallPattern.matching(call -> call.action().service() == AwsService.SERVICEDISCOVERY),
            Fault.unavailable());
    script.restart();
    world.run(Duration.ofSeconds(30));

    script.endpoint("web", Specs.client());
    script.endpoint("orders", orders(8080, Stream.of("web")));
    world.settle();

    assertThat(groups.letsIn("orders")).isEmpty();
    assertThat(world.registered("orders")).hasSize(1);

    world.cloud.faults().clear();
    world.run(Duration.ofMinutes(10));
    assertThat(groups.letsIn("orders")).containsExactly("8080 from web");
  }

  @Test
  void aServiceThatMostOfALargeMeshCallsFitsInItsGroup() {
    IntStream.range(0, 300).forEach(i -> script.endpoint("c" + i, Specs.client()));
    script.endpoint("orders", orders(8080, IntStream.range(0, 55).mapToObj(i -> "c" + i * 5)));
    world.run(Duration.ofMinutes(10));

    assertThat(groups.letsIn("orders")).hasSize(55);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.count(AwsAction.AUTHORIZE_SECURITY_GROUP_INGRESS)).isLessThanOrEqualTo(2);
  }

  @Test
  void whoUndoesWhatWeDoMeetsPatience() {
    shop();
    world.run(Duration.ofMinutes(10));
    world.calls.clear();

    for (int minute = 0; minute < 120; minute++) {
      revokeAll();
      world.run(Duration.ofMinutes(1));
    }

    assertThat(world.count(AwsAction.AUTHORIZE_SECURITY_GROUP_INGRESS)).isBetween(8L, 16L);
    assertThat(world.count(AwsAction.REVOKE_SECURITY_GROUP_INGRESS)).isZero();
  }

  private void revokeAll() {
    Ec2 ec2 = world.cloud.client("person").ec2(Place.of(Specs.REGION));
    ImmutableSet<SecurityGroupRuleId> rules =
        groups.of("orders").rules().stream()
            .filter(rule -> rule.direction() == Direction.INGRESS)
            .map(SecurityGroupRule::id)
            .collect(ImmutableSet.toImmutableSet());
    if (!rules.isEmpty()) {
      ec2.revokeSecurityGroupIngress(groups.id("orders"), rules);
    }
  }

  private void shop() {
    script.endpoint("cart", Specs.client());
    script.endpoint("orders", orders(8080, Stream.of("cart")));
    world.settle();
  }

  private static ServiceEndpointSpec orders(int port, Stream<String> clients) {
    return Specs.callable(
        Specs.ports(Specs.endpoint("10.0.1.4"), Specs.port("http", 80, port)),
        clients.map(Specs::peer).toArray(Client[]::new));
  }
}
