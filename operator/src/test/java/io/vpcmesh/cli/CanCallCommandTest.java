package io.vpcmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.IngressPermission;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.simulated.GroupSnapshot;
import io.vpcmesh.model.AddressFamily;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import io.vpcmesh.model.TrafficSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether one service may call another, and which layer says no. */
class CanCallCommandTest {

  @TempDir private Path folder;

  @Test
  void aCallThatIsDeclaredAndOpenLacksOnlyACarrier() throws IOException {
    try (VirtualShop shop = secured()) {
      Told told = canCall(shop, "shop/web", "shop/order", "--port", "http");

      assertThat(told.out())
          .contains("declared    yes", "consented   yes", "groups      yes", "rules       yes")
          .contains("carried     no", "no network interface carries sg-")
          .contains("shop/web cannot call shop/order.");
      assertThat(told.code()).isEqualTo(2);
    }
  }

  @Test
  void whoIsNotNamedIsToldWhatToWriteWhere() throws IOException {
    try (VirtualShop shop = secured()) {
      assertThat(canCall(shop, "shop/user", "shop/order"))
          .isEqualTo(
              new Told(
                  2,
                  """
                  LAYER       ANSWER   WHY
                  declared    yes      endpoints shop/user and shop/order are of mesh shop/shop
                  consented   no       spec.clients of endpoint shop/order does not mean shop/user: add {endpointRef: {name: user}} to spec.clients of endpoint shop/order

                  shop/user cannot call shop/order.
                  """,
                  ""));
    }
  }

  @Test
  void aRuleThatSomebodyTookAwayIsTheLayerThatDenies() throws IOException {
    try (VirtualShop shop = secured()) {
      revokeAll(shop);

      Told told = canCall(shop, "shop/web", "shop/order");

      assertThat(told.out()).contains("rules       no", "lets sg-", "in on no port, not on [8080]");
      assertThat(told.code()).isEqualTo(2);
    }
  }

  @Test
  void whereAPrefixListIsLetInNobodyCanTellFromTheGroups() throws IOException {
    try (VirtualShop shop = secured()) {
      revokeAll(shop);
      PrefixListId office = authorizeList(shop);

      Told told = canCall(shop, "shop/web", "shop/order");

      assertThat(told.out())
          .contains(
              "rules       unknown",
              "whatever has an address in [%s], and whether endpoint shop/web has one"
                  .formatted(office));
      assertThat(told.code()).isEqualTo(1);
    }
  }

  @Test
  void whoIsNotNamedMayStillHaveAnAddressInAPrefixList() throws IOException {
    try (VirtualShop shop = secured()) {
      shop.write(
          "mesh.yaml",
          shop.text("mesh.yaml") + "  authorization: {allowedPrefixListIds: [pl-0a1b2c3d]}\n");
      shop.write(
          "order.yaml",
          shop.text("order.yaml")
              .replace("{name: web}}", "{name: web}}, {prefixListId: pl-0a1b2c3d}"));

      Told told = fromManifests(shop, "shop/user");

      assertThat(told.out())
          .contains(
              "consented   unknown",
              "lets in whatever has an address in [pl-0a1b2c3d]",
              "add {endpointRef: {name: user}} to spec.clients of endpoint shop/order");
      assertThat(told.code()).isEqualTo(1);
    }
  }

  @Test
  void aRuleThatIsOpenWithoutConsentIsTold() throws IOException {
    try (VirtualShop shop = secured()) {
      openAll(shop, "user", "order");

      Told told = canCall(shop, "shop/user", "shop/order");

      assertThat(told.out())
          .contains(
              "consented   no",
              "rules       unknown",
              "all the same",
              "may or may not be able to call");
      assertThat(told.code()).isEqualTo(1);
    }
  }

  @Test
  void manifestsThatNobodyAppliedAreAskedWithoutAws() throws IOException {
    try (VirtualShop shop = secured()) {
      Told told = Told.by("can-call", "shop/web", "shop/order", "-f", shop.manifests());

      assertThat(told.code()).isZero();
      assertThat(told.out())
          .contains(
              "endpoint shop/order lets shop/web call [http]", "shop/web can call shop/order.")
          .doesNotContain("sg-");
    }
  }

  @Test
  void whatIsNotThereIsNamed() throws IOException {
    try (VirtualShop shop = secured()) {
      assertThat(canCall(shop, "shop/web", "shop/ordr").out())
          .contains("declared   no", "there is no endpoint shop/ordr");
      assertThat(canCall(shop, "shop/web", "shop/order", "--port", "grpc").out())
          .contains("has no port grpc in spec.ports, which has [http (80 → 8080)]");
    }
  }

  @Test
  void theFieldThatDeniesIsNamedWhateverItIs() throws IOException {
    try (VirtualShop shop = secured()) {
      assertThat(canCall(shop, "shop/web", "shop/user").out())
          .contains(
              "endpoint shop/user names no clients, and spec.authorization.default of mesh shop/shop says Deny: add {endpointRef: {name: web}}");

      shop.write(
          "order.yaml",
          shop.text("order.yaml")
              .replace("{name: web}}", "{name: web}, ports: [http]}")
              .replace("  backend:", "  - {name: admin, port: 81, targetPort: 9090}\n  backend:"));
      assertThat(fromManifests(shop, "shop/web", "--port", "admin").out())
          .contains("lets shop/web call [http] only: add the port to spec.clients[].ports");
      assertThat(fromManifests(shop, "shop/web", "--port", "8080").code()).isZero();
    }
  }

  @Test
  void aSimulatedAccountIsNoneOfACluster() {
    Told told = Told.by("can-call", "shop/web", "shop/order", "--cluster", "--cloud", "simulated");

    assertThat(told.code()).isEqualTo(64);
    assertThat(told.err()).contains("--cloud simulated has no meaning with --cluster");
  }

  @Test
  void aMeshWithoutGroupsLeavesTheAnswerToOthers() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder)) {
      Told told = Told.by("can-call", "shop/web", "shop/order", "-f", shop.manifests());

      assertThat(told.code()).isEqualTo(1);
      assertThat(told.out())
          .contains("has no spec.securityGroups", "may or may not be able to call");
    }
  }

  @Test
  void aNameWithoutItsNamespaceIsRefused() {
    assertThat(Told.by("can-call", "web", "shop/order", "-f", folder))
        .satisfies(told -> {
          assertThat(told.code()).isEqualTo(64);
          assertThat(told.err()).contains("FROM is NAMESPACE/NAME, not 'web'");
        });
  }

  @Test
  void aPortWithoutANameIsRefused() {
    Told told = Told.by("can-call", "shop/web", "shop/order", "--port", "", "-f", folder);

    assertThat(told.code()).isEqualTo(64);
    assertThat(told.err()).contains("--port is the name or the number of a port, not ''");
  }

  @Test
  void itHasToBeSaidWhereTheResourcesAre() {
    Told told = Told.by("can-call", "shop/web", "shop/order");

    assertThat(told.code()).isEqualTo(64);
    assertThat(told.err()).contains("--cluster", "--state=DIR", "-f=DIR");
  }

  private static Told fromManifests(VirtualShop shop, String from, String... more) {
    return Told.by(
        Stream.concat(
                Stream.of("can-call", from, "shop/order", "-f", shop.manifests()), Stream.of(more))
            .toArray());
  }

  private static Told canCall(VirtualShop shop, String from, String to, String... more) {
    return Told.by(
        Stream.concat(
                Stream.of("can-call", from, to, "--state", shop.state(), "--cloud", "simulated"),
                Stream.of(more))
            .toArray());
  }

  /** Lets a prefix list in to every group. */
  private static PrefixListId authorizeList(VirtualShop shop) {
    Place here = Place.of(ExampleShop.REGION);
    PrefixListId office =
        shop.cloud.makePrefixList(
            here, AddressFamily.IPV4, Optional.of(10), Cidr.of("10.9.0.0/16"));
    Ec2 ec2 = shop.cloud.client("person").ec2(here);
    shop.cloud
        .snapshot(ExampleShop.REGION)
        .groups()
        .forEach(group ->
            ec2.authorizeSecurityGroupIngress(
                group.group().id(),
                ImmutableList.of(
                    new IngressPermission(
                        PortRange.of(8080, 8080), new TrafficSource.PrefixList(office), "")),
                ImmutableMap.of()));
    shop.pass(Duration.ofSeconds(5));
    return office;
  }

  /** Somebody opens the port of one endpoint to another by hand. */
  private static void openAll(VirtualShop shop, String from, String to) {
    assertThat(
            shop.cloud
                .client("person")
                .ec2(Place.of(ExampleShop.REGION))
                .authorizeSecurityGroupIngress(
                    group(shop, to),
                    ImmutableList.of(
                        new IngressPermission(
                            PortRange.of(8080, 8080),
                            new TrafficSource.Group(group(shop, from)),
                            "")),
                    ImmutableMap.of()))
        .hasSize(1);
    shop.pass(Duration.ofSeconds(5));
  }

  private static SecurityGroupId group(VirtualShop shop, String endpoint) {
    return shop.cloud.snapshot(ExampleShop.REGION).groups().stream()
        .map(GroupSnapshot::group)
        .filter(group -> group.name().startsWith("vpcmesh-shop-" + endpoint + "-"))
        .map(SecurityGroup::id)
        .findFirst()
        .orElseThrow();
  }

  private static void revokeAll(VirtualShop shop) {
    Ec2 ec2 = shop.cloud.client("person").ec2(Place.of(ExampleShop.REGION));
    shop.cloud
        .snapshot(ExampleShop.REGION)
        .groups()
        .forEach(group -> revokeAll(ec2, group.group().id()));
    shop.pass(Duration.ofSeconds(5));
  }

  private static void revokeAll(Ec2 ec2, SecurityGroupId group) {
    ImmutableSet<SecurityGroupRuleId> rules =
        ec2.describeSecurityGroupRules(ImmutableSet.of(group), Optional.empty()).items().stream()
            .filter(rule -> rule.direction() == SecurityGroupRule.Direction.INGRESS)
            .map(SecurityGroupRule::id)
            .collect(ImmutableSet.toImmutableSet());
    if (!rules.isEmpty()) {
      ec2.revokeSecurityGroupIngress(group, rules);
    }
  }

  private VirtualShop secured() throws IOException {
    VirtualShop shop = VirtualShop.keepingItsCloud(folder);
    shop.write("mesh.yaml", shop.text("mesh.yaml") + "  securityGroups: {}\n");
    shop.write("order.yaml", shop.text("order.yaml") + "  clients: [{endpointRef: {name: web}}]\n");
    shop.start(false);
    return shop.pass(Duration.ofSeconds(90));
  }
}
