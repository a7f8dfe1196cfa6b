package io.vpcmesh.firewall.apply;

import static io.vpcmesh.firewall.apply.Scene.CART;
import static io.vpcmesh.firewall.apply.Scene.FORMER;
import static io.vpcmesh.firewall.apply.Scene.NAME;
import static io.vpcmesh.firewall.apply.Scene.ORDERS;
import static io.vpcmesh.firewall.apply.Scene.VPC;
import static io.vpcmesh.firewall.apply.Scene.opening;
import static io.vpcmesh.model.AwsAction.AUTHORIZE_SECURITY_GROUP_INGRESS;
import static io.vpcmesh.model.AwsAction.CREATE_SECURITY_GROUP;
import static io.vpcmesh.model.AwsAction.DESCRIBE_SECURITY_GROUPS;
import static io.vpcmesh.model.AwsAction.GET_MANAGED_PREFIX_LIST_ENTRIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.firewall.FirewallChange.CreateGroup;
import io.vpcmesh.firewall.FirewallChange.Open;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Making a group and opening it. */
class FirewallApplierTest {

  private static final Opening A = Scene.from("10.1.0.0/16", 8080);
  private static final Opening B = Scene.from("10.2.0.0/16", 8080);
  private static final SecurityGroupId NOWHERE = new SecurityGroupId("sg-00000000");

  private static final ImmutableMap<String, String> TAGS =
      ImmutableMap.<String, String>builder()
          .put("team", "shop")
          .putAll(ORDERS.marks())
          .buildOrThrow();

  private final Scene scene = Scene.immediate();

  @Test
  void aNewGroupIsMarkedFromTheFirstMoment() {
    GroupOutcome outcome = scene.apply(new CreateGroup(NAME, VPC));

    SecurityGroup made = scene.cloud().snapshot().groups().getFirst().group();
    assertThat(outcome).isEqualTo(new GroupOutcome.Created(Scene.facts(made.id(), Standing.OURS)));
    assertThat(scene.calls()).containsExactly(CREATE_SECURITY_GROUP);
    assertThat(made)
        .isEqualTo(
            new SecurityGroup(
                made.id(), VPC, NAME, "vpcmesh: ServiceEndpoint/shop/orders@shop/main", TAGS));
  }

  @Test
  void aNameThatIsTakenIsAConflict() {
    scene.group();

    assertThatThrownBy(() -> scene.apply(new CreateGroup(NAME, VPC)))
        .isInstanceOf(AwsException.class)
        .hasMessageContaining("InvalidGroup.Duplicate");
  }

  @Test
  void allIsOpenedInOneCallAndTellsForWhom() {
    SecurityGroupId group = scene.group();
    Open both =
        new Open(
            Optional.of(group),
            ImmutableSortedMap.of(
                A, ImmutableSortedSet.of("endpoint shop/cart", "endpoint shop/web"),
                B, ImmutableSortedSet.of("office")));

    GroupOutcome outcome = scene.apply(both);

    assertThat(scene.calls())
        .containsExactly(DESCRIBE_SECURITY_GROUPS, AUTHORIZE_SECURITY_GROUP_INGRESS);
    assertThat(outcome).isEqualTo(new GroupOutcome.Opened(scene.read(group).rules()));
    assertThat(scene.rules(group))
        .extracting(SecurityGroupRule::description)
        .containsExactlyInAnyOrder(
            "vpcmesh: for endpoint shop/cart, endpoint shop/web", "vpcmesh: for office");
    assertThat(scene.rules(group)).extracting(SecurityGroupRule::tags).containsOnly(TAGS);
  }

  @Test
  void whatThisProcessJustMadeIsOpenedWithoutARead() {
    SecurityGroupId group = scene.group();

    GroupOutcome outcome = scene.applyToNew(opening(group, A));

    assertThat(scene.calls()).containsExactly(AUTHORIZE_SECURITY_GROUP_INGRESS);
    assertThat(outcome).isInstanceOf(GroupOutcome.Opened.class);
  }

  @Test
  void aGroupOfAFormerLifeMayBeOpened() {
    SecurityGroupId group = scene.group(FORMER);

    assertThat(scene.apply(opening(group, A))).isInstanceOf(GroupOutcome.Opened.class);
  }

  @Test
  void aGroupOfAnotherIsNotOpened() {
    SecurityGroupId group = scene.group(CART);

    GroupOutcome outcome = scene.apply(opening(group, A));

    assertThat(outcome)
        .isEqualTo(
            new GroupOutcome.NotOurs(
                "security group %s (%s) belongs to %s: it is left alone"
                    .formatted(NAME, group, CART.owner())));
    assertThat(scene.rules(group)).isEmpty();
  }

  @Test
  void aGroupThatIsNotThereIsNotOpened() {
    assertThat(scene.apply(opening(NOWHERE, A))).isEqualTo(new GroupOutcome.NotThere());
  }

  @Test
  void openingTwiceIsRefusedByAwsAndChangesNothing() {
    SecurityGroupId group = scene.group();
    scene.opened(group, A, B);
    ImmutableList<SecurityGroupRule> before = scene.rules(group);

    assertThatThrownBy(() -> scene.apply(opening(group, A, B)))
        .isInstanceOf(AwsException.class)
        .hasMessageContaining("InvalidPermission.Duplicate");

    assertThat(scene.rules(group)).isEqualTo(before);
  }

  @Test
  void oneOpeningThatIsTooWideStopsTheWholeBatchBeforeAnyCall() {
    SecurityGroupId group = scene.group();

    GroupOutcome outcome = scene.apply(opening(group, A, Scene.from("0.0.0.0/0", 443), B));

    assertThat(outcome)
        .isEqualTo(
            new GroupOutcome.TooWide(
                "port 443 from 0.0.0.0/0 is never opened: /8 is the widest; name narrower addresses or a group"));
    assertThat(scene.calls()).isEmpty();
    assertThat(scene.rules(group)).isEmpty();
  }

  @Test
  void noneOfTheKindsOfWidthPasses() {
    SecurityGroupId group = scene.group();
    Opening allPorts = Scene.from("10.1.0.0/16", PortRange.of(1, 65_535));
    Opening ipv6 = Scene.from("::/0", 443);

    for (Opening wide : ImmutableList.of(allPorts, ipv6)) {
      assertThat(scene.applyToNew(opening(group, wide)))
          .isInstanceOfSatisfying(
              GroupOutcome.TooWide.class,
              refused -> assertThat(refused.message()).startsWith(wide.toString()));
    }
    assertThat(scene.calls()).isEmpty();
  }

  @Test
  void aPrefixListIsOpenedWhenAllThatIsInItIsNarrowEnough() {
    SecurityGroupId group = scene.group();
    PrefixListId office = scene.cloud().makePrefixList(10, Cidr.of("10.9.0.0/16"));

    GroupOutcome outcome = scene.apply(opening(group, A, from(office, 443), from(office, 8443)));

    assertThat(outcome).isInstanceOf(GroupOutcome.Opened.class);
    assertThat(scene.calls())
        .containsExactly(
            GET_MANAGED_PREFIX_LIST_ENTRIES,
            DESCRIBE_SECURITY_GROUPS,
            AUTHORIZE_SECURITY_GROUP_INGRESS);
    assertThat(scene.rules(group)).hasSize(3);
  }

  @Test
  void aPrefixListThatHasBecomeTooWideSinceThePlanIsNotOpened() {
    SecurityGroupId group = scene.group();
    PrefixListId office = scene.cloud().makePrefixList(10, Cidr.of("10.9.0.0/16"));
    Open planned = opening(group, A, from(office, 443));
    scene.cloud().changePrefixList(office, Cidr.of("10.9.0.0/16"), Cidr.of("128.0.0.0/1"));

    GroupOutcome outcome = scene.apply(planned);

    assertThat(outcome)
        .isEqualTo(
            new GroupOutcome.TooWide(
                "port 443 from %s is never opened: it has the entry 128.0.0.0/1, and /8 is the widest; take the entry out of it, or name another list"
                    .formatted(office)));
    assertThat(scene.calls()).containsExactly(GET_MANAGED_PREFIX_LIST_ENTRIES);
    assertThat(scene.rules(group)).isEmpty();
  }

  @Test
  void theEntryThatIsTooWideIsFoundOnTheLastPageAsWell() {
    SecurityGroupId group = scene.group();
    Cidr[] many =
        Stream.concat(
                IntStream.range(0, 120).mapToObj("10.%d.0.0/16"::formatted),
                Stream.of("96.0.0.0/3"))
            .map(Cidr::of)
            .toArray(Cidr[]::new);
    PrefixListId longList = scene.cloud().makePrefixList(121, many);

    assertThat(scene.apply(opening(group, from(longList, 443))))
        .isInstanceOf(GroupOutcome.TooWide.class);
  }

  @Test
  void aPrefixListThatIsNotThereIsNotOpened() {
    SecurityGroupId group = scene.group();

    assertThatThrownBy(
            () -> scene.apply(opening(group, A, from(new PrefixListId("pl-00000000"), 443))))
        .isInstanceOf(AwsException.class)
        .hasMessageContaining("InvalidPrefixListID.NotFound");

    assertThat(scene.rules(group)).isEmpty();
  }

  private static Opening from(PrefixListId list, int port) {
    return new Opening(PortRange.of(port, port), new TrafficSource.PrefixList(list));
  }
}
