package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.Client;
import io.vpcmesh.api.v1alpha1.DriftPolicy;
import io.vpcmesh.api.v1alpha1.Platform;
import io.vpcmesh.api.v1alpha1.PlatformSource;
import io.vpcmesh.api.v1alpha1.SecurityGroupMode;
import io.vpcmesh.api.v1alpha1.SecurityGroups;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.cloud.IngressPermission;
import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.AddressFamily;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsService;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.TrafficSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Managed prefix lists as clients, with every call judged by what is declared and what is in it.
 */
class PrefixListTest {

  private static final Cidr OFFICE = Cidr.of("10.9.0.0/16");
  private static final Cidr HALF_THE_WORLD = Cidr.of("128.0.0.0/1");

  /** The longest until a change of a list is found, and what there is to do then. */
  private static final Duration AUDIT = Duration.ofMinutes(10);

  private final TestWorld world = TestWorld.realistic();
  private final Script script = new Script(world);
  private final InvariantChecker checker = new InvariantChecker(script);
  private final GroupView groups = new GroupView(world);
  private final PrefixListId office = world.cloud.makePrefixList(10, OFFICE);
  private final PrefixListId full = world.cloud.makePrefixList(60, OFFICE);

  @BeforeEach
  void start() {
    world.run(Duration.ofMinutes(1));
    world.restart();
  }

  @AfterEach
  void noCallBrokeAnInvariant() {
    assertThat(checker.violations).isEmpty();
  }

  @Test
  void aListIsLetInWithTheOtherClientsInOneCall() {
    shop(Specs.list(office));

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart", "8080 from " + office);
    assertThat(world.count(AwsAction.AUTHORIZE_SECURITY_GROUP_INGRESS)).isEqualTo(1);
    assertThat(world.condition("orders", "Secured")).isEqualTo("TRUE/RulesInSync");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void aListThatTheMeshDoesNotAllowIsNotLetIn() {
    world.mesh("shop", Specs.allowing(Specs.mesh(), full));
    orders(Specs.list(office));

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
    assertThat(world.condition("orders", "Accepted")).isEqualTo("FALSE/NotAllowedByMesh");
    assertThat(world.message("orders", "Accepted"))
        .contains(office.value(), "spec.authorization.allowedPrefixListIds");
    assertThat(world.count(AwsAction.DESCRIBE_MANAGED_PREFIX_LISTS)).isZero();
  }

  @Test
  void aListThatIsNotThereIsNamedAndHoldsNobodyElseUp() {
    world.cloud.losePrefixList(office);
    world.run(Duration.ofMinutes(1));

    shop(Specs.list(office));

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
    assertThat(world.registered("orders")).hasSize(1);
    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/PrefixListNotFound");
    assertThat(world.message("orders", "Secured")).startsWith("prefix list " + office);
  }

  @Test
  void aListThatIsTooWideIsRefusedBeforeTheFirstWriteAndHealsWhenItIsMended() {
    world.cloud.changePrefixList(office, OFFICE, HALF_THE_WORLD);
    world.run(Duration.ofMinutes(1));

    shop(Specs.list(office));

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/TooWide");
    assertThat(world.message("orders", "Secured")).contains(office.value(), "128.0.0.0/1");
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/Rejected");
    assertThat(world.registered("orders")).hasSize(1);

    world.cloud.changePrefixList(office, OFFICE);
    world.settle();

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart", "8080 from " + office);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void aListThatBecomesTooWideIsShutOutAndNobodyElse() {
    shop(Specs.list(office));
    world.calls.clear();

    world.cloud.changePrefixList(office, OFFICE, HALF_THE_WORLD);
    world.run(AUDIT);

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
    assertThat(ec2Writes()).containsExactly(AwsAction.REVOKE_SECURITY_GROUP_INGRESS);
    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/TooWide");
  }

  @Test
  void aListThatHasBecomeTooWideSinceItWasReadIsStoppedAtTheLastMoment() {
    shop(Specs.list(office));
    world.cloud.changePrefixList(office, HALF_THE_WORLD);
    world.run(Duration.ofMinutes(1));

    script.endpoint("users", callable("10.0.1.5", Specs.peer("cart"), Specs.list(office)));
    world.settle();

    assertThat(groups.letsIn("users")).containsExactly("8080 from cart");
    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
    assertThat(world.condition("users", "Secured")).isEqualTo("FALSE/TooWide");
    assertThat(world.registered("users")).hasSize(1);
  }

  @Test
  void aListThatIsTakenOutIsShutOutInOneCall() {
    shop(Specs.list(office));
    world.calls.clear();

    orders();

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
    assertThat(ec2Writes()).containsExactly(AwsAction.REVOKE_SECURITY_GROUP_INGRESS);
  }

  @Test
  void aListThatNobodyCanSeeAnyMoreStaysOpen() {
    shop(Specs.list(office));
    world.calls.clear();

    world.cloud.losePrefixList(office);
    world.run(AUDIT);

    assertThat(ec2Writes()).isEmpty();
    assertThat(groups.letsIn("orders")).contains("8080 from " + office);
    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/PrefixListNotFound");
  }

  @Test
  void aListThatIsTooLongForTheGroupIsLeftOutAndTheOthersAreLetIn() {
    shop(Specs.list(full), Specs.list(office));

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart", "8080 from " + office);
    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/RuleLimitExceeded");
    assertThat(world.message("orders", "Secured")).contains(full.value(), "60 of 60");
    assertThat(world.registered("orders")).hasSize(1);
  }

  @Test
  void aListOfIpv6IsOfNoUseToInstancesThatHaveNone() {
    PrefixListId ipv6 =
        world.cloud.makePrefixList(
            Place.of(Specs.REGION), AddressFamily.IPV6, Optional.of(10), Cidr.of("2001:db8::/32"));
    world.run(Duration.ofMinutes(1));

    world.mesh("shop", Specs.allowing(Specs.mesh(), ipv6));
    orders(Specs.list(ipv6));

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/AddressFamilyMismatch");
    assertThat(world.message("orders", "Secured")).contains(ipv6.value(), "IPv6");
  }

  @Test
  void whileAListCannotBeReadNothingIsOpenedForItAndNobodyElseWaits() {
    deny(AwsAction.GET_MANAGED_PREFIX_LIST_ENTRIES);
    shop(Specs.list(office));

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart");
    assertThat(world.registered("orders")).hasSize(1);
    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/AwsAccessDenied");
    assertThat(world.message("orders", "Ready")).contains("ec2:GetManagedPrefixListEntries");

    world.cloud.faults().clear();
    world.run(AUDIT);

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart", "8080 from " + office);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void aListThatCannotBeReadKeepsNoOtherOut() {
    PrefixListId secret = world.cloud.makePrefixList(10, OFFICE);
    world.run(Duration.ofMinutes(1));
    world
        .cloud
        .faults()
        .set(
            CallPattern.matching(call ->
                call.action() == AwsAction.GET_MANAGED_PREFIX_LIST_ENTRIES
                    && call.request().subject().equals(secret.value())),
            Fault.denied());

    world.mesh("shop", Specs.allowing(Specs.mesh(), office, secret));
    orders(Specs.list(office), Specs.list(secret));
    script.endpoint("users", callable("10.0.1.5", Specs.list(office)));
    world.settle();

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart", "8080 from " + office);
    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/AwsAccessDenied");
    assertThat(groups.letsIn("users")).containsExactly("8080 from " + office);
    assertThat(world.condition("users", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void afterARestartNothingIsClosedBecauseAListCannotBeRead() {
    shop(Specs.list(office));
    deny(AwsAction.DESCRIBE_MANAGED_PREFIX_LISTS);
    world.calls.clear();

    script.restart();
    world.run(AUDIT);

    assertThat(world.writes()).isZero();
    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart", "8080 from " + office);
    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/AwsAccessDenied");
  }

  @Test
  void aRestartWritesNothing() {
    shop(Specs.list(office));
    world.calls.clear();

    script.restart();
    world.settle();

    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Secured")).isEqualTo("TRUE/RulesInSync");
  }

  @Test
  void aListIsReadOnceForAllWhoNameIt() {
    world.mesh("shop", Specs.allowing(Specs.mesh(), office));
    IntStream.range(0, 40)
        .forEach(i -> script.endpoint("s" + i, callable("10.0.2." + i, Specs.list(office))));
    world.run(Duration.ofMinutes(15));
    world.calls.clear();

    world.run(Duration.ofHours(1));

    assertThat(world.count(AwsAction.DESCRIBE_MANAGED_PREFIX_LISTS)).isBetween(6L, 7L);
    assertThat(world.count(AwsAction.GET_MANAGED_PREFIX_LIST_ENTRIES)).isBetween(6L, 7L);
  }

  @Test
  void whatNobodyNamesAnyMoreIsNotReadAnyMore() {
    shop(Specs.list(office));
    orders();
    world.run(AUDIT);
    world.calls.clear();

    world.run(Duration.ofHours(1));

    assertThat(world.count(AwsAction.DESCRIBE_MANAGED_PREFIX_LISTS)).isZero();
  }

  @Test
  void thePlatformOfAMeshMayBeAList() {
    world.mesh(
        "shop",
        Specs.secured(
            Specs.mesh(),
            null,
            new SecurityGroups(
                SecurityGroupMode.PER_SERVICE,
                List.of(),
                new Platform(
                    List.of(new PlatformSource(null, office.value(), null, List.of(9100))),
                    List.of()),
                DriftPolicy.REVERT,
                null)));
    orders();

    assertThat(groups.letsIn("orders")).containsExactly("8080 from cart", "9100 from " + office);
    assertThat(groups.letsIn("cart")).containsExactly("9100 from " + office);
  }

  @Test
  void aListThatSomebodyElseLetInCountsAsWell() {
    shop();
    world
        .cloud
        .client("person")
        .ec2(Place.of(Specs.REGION))
        .authorizeSecurityGroupIngress(
            groups.id("orders"),
            ImmutableList.of(
                new IngressPermission(
                    PortRange.of(22, 22),
                    new TrafficSource.PrefixList(world.cloud.makePrefixList(59, OFFICE)),
                    "by hand")),
            ImmutableMap.of());
    world.run(AUDIT);

    script.endpoint("web", Specs.client());
    orders(Specs.peer("web"));

    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/RolledBack");
    assertThat(world.message("orders", "Ready")).contains("for shop/web does not fit");
  }

  private void shop(Client... besides) {
    world.mesh("shop", Specs.allowing(Specs.mesh(), office, full));
    orders(besides);
  }

  private void orders(Client... besides) {
    Client[] clients =
        ImmutableList.<Client>builder()
            .add(Specs.peer("cart"))
            .add(besides)
            .build()
            .toArray(Client[]::new);
    script.endpoint("cart", Specs.client());
    script.endpoint("orders", callable("10.0.1.4", clients));
    world.settle();
  }

  private static ServiceEndpointSpec callable(String address, Client... clients) {
    return Specs.callable(Specs.endpoint(address), clients);
  }

  private void deny(AwsAction action) {
    world.cloud.faults().set(CallPattern.to(action).by("operator"), Fault.denied());
  }

  private List<AwsAction> ec2Writes() {
    return world.calls.stream()
        .map(Call::action)
        .filter(action -> action.service() == AwsService.EC2 && action.mutating())
        .toList();
  }
}
