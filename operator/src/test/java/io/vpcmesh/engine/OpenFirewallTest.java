package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.api.v1alpha1.Client;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.IngressPermission;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.engine.EngineSettings.Firewall;
import io.vpcmesh.firewall.FirewallRules;
import io.vpcmesh.firewall.OpenFirewallRules;
import io.vpcmesh.firewall.apply.FirewallApplier;
import io.vpcmesh.firewall.apply.OpenFirewallGuards;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import io.vpcmesh.registry.apply.DeletionGate;
import io.vpcmesh.registry.apply.RegistryApplier;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** With a guard of security groups open the checker sees what happens. */
class OpenFirewallTest {

  /** Long enough for what is read to be true, and not for our next look. */
  private static final Duration READS_LAG = Duration.ofMinutes(1);

  private static final String CART = "ServiceEndpoint/shop/cart@shop/shop";

  @Test
  void withoutTheOwnershipProofTheCheckerSeesAForeignGroupOpened() {
    applier(OpenFirewallGuards::withoutProofOfOwnership)
        .in(script -> {
          shop(script);
          retag(script, groupOf(script, "orders"), Hands.marks("inst-2", CART, "uid-9"));
          script.world.run(READS_LAG);
          script.endpoint("web", Specs.client());
          script.endpoint("orders", calledBy("cart", "web"));
          script.world.settle();
        })
        .breaks("S1")
        .because("the group is not ours");
  }

  @Test
  void withoutTheProofOfUidTheCheckerSeesARuleOfAFormerLifeClosed() {
    applier(OpenFirewallGuards::withoutProofOfUid)
        .in(script -> {
          shop(script);
          ruleOf(script, ImmutableMap.of("vpcmesh.io/uid", "uid-former"));
          script.world.run(READS_LAG);
          script.endpoint("orders", calledBy());
          script.world.settle();
        })
        .breaks("S3")
        .because("uid-former");
  }

  @Test
  void withoutHandsOffTheCheckerSeesARuleOfOthersClosed() {
    new OpenGuard(
            world -> {
              world.appliers = new WithFirewall(OpenFirewallGuards::withoutProofOfOwnership);
              rules(world, OpenFirewallRules.withoutHandsOff());
            })
        .in(script -> {
          shop(script);
          authorize(script, "person", "10.9.0.0/16");
          script.world.run(Duration.ofMinutes(12));
        })
        .breaks("S1")
        .because("is not ours");
  }

  @Test
  void withoutTheQuotaTheCheckerSeesMoreRulesThanAGroupMayHave() {
    new OpenGuard(world -> rules(world, OpenFirewallRules.withoutQuota()))
        .in(script -> {
          String[] many = IntStream.range(0, 62).mapToObj(i -> "c" + i).toArray(String[]::new);
          script.world.mesh("shop", Specs.secured(Specs.mesh()));
          for (String client : many) {
            script.endpoint(client, Specs.client());
          }
          script.world.settle();
          script.endpoint("orders", calledBy(many));
          script.world.settle();
        })
        .breaks("S17")
        .because("the group would have 62 rules");
  }

  /** The engine believes what it read a while ago; the applier reads it again. */
  @Test
  void withoutTheCeilingTheCheckerSeesAPrefixListOpenedThatHasBecomeTooWide() {
    applier(OpenFirewallGuards::withoutCeiling)
        .in(script -> {
          SimulatedCloud cloud = script.world.cloud;
          PrefixListId office = cloud.makePrefixList(10, Cidr.of("10.9.0.0/16"));
          script.world.mesh("shop", Specs.allowing(Specs.mesh(), office));
          script.endpoint("web", Specs.callable(Specs.endpoint("10.0.1.5"), Specs.list(office)));
          script.world.settle();
          cloud.changePrefixList(office, Cidr.of("10.9.0.0/16"), Cidr.of("0.0.0.0/1"));
          script.world.run(READS_LAG);
          script.endpoint("orders", Specs.callable(Specs.endpoint("10.0.1.4"), Specs.list(office)));
          script.world.settle();
        })
        .breaks("S6")
        .because("is too wide");
  }

  /** Nothing that people can declare gets there, so it is done in the operator's name. */
  @Test
  void theCheckerSeesWhatIsNotDeclaredAndWhatIsTooWide() {
    assertThat(seen("10.9.0.0/16")).containsExactly("S5");
    assertThat(seen("0.0.0.0/0")).containsExactly("S5", "S6");
  }

  private static List<String> seen(String cidr) {
    Script script = new Script(TestWorld.realistic());
    InvariantChecker checker = new InvariantChecker(script);
    script.world.restart();
    shop(script);
    assertThat(checker.violations).isEmpty();
    authorize(script, "operator", cidr);
    return checker.violations.stream().map(Violation::invariant).toList();
  }

  private static OpenGuard applier(Function<Ec2, FirewallApplier> open) {
    return new OpenGuard(world -> world.appliers = new WithFirewall(open));
  }

  private static void rules(TestWorld world, FirewallRules open) {
    world.adjust(settings -> settings.firewall(new Firewall(open, 60)));
  }

  private static void shop(Script script) {
    script.world.mesh("shop", Specs.secured(Specs.mesh()));
    script.endpoint("cart", Specs.client());
    script.endpoint("orders", calledBy("cart"));
    script.world.settle();
  }

  private static ServiceEndpointSpec calledBy(String... clients) {
    return Specs.callable(
        Specs.endpoint("10.0.1.4"),
        ImmutableList.copyOf(clients).stream().map(Specs::peer).toArray(Client[]::new));
  }

  private static SecurityGroupId groupOf(Script script, String endpoint) {
    return new GroupView(script.world).id(endpoint);
  }

  private static void ruleOf(Script script, ImmutableMap<String, String> tags) {
    new GroupView(script.world)
        .of("orders").rules().stream()
            .filter(rule -> !rule.tags().isEmpty())
            .forEach(
                rule -> ec2(script, "person").createTags(ImmutableSet.of(rule.id().value()), tags));
  }

  private static void retag(
      Script script, SecurityGroupId group, ImmutableMap<String, String> tags) {
    ec2(script, "person").createTags(ImmutableSet.of(group.value()), tags);
  }

  private static void authorize(Script script, String client, String cidr) {
    ec2(script, client)
        .authorizeSecurityGroupIngress(
            groupOf(script, "orders"),
            ImmutableList.of(
                new IngressPermission(
                    PortRange.of(8080, 8080),
                    new TrafficSource.Addresses(Cidr.of(cidr)),
                    "by hand")),
            ImmutableMap.of());
  }

  private static Ec2 ec2(Script script, String client) {
    return script.world.cloud.client(client).ec2(Place.of(Specs.REGION));
  }

  /** Guards the registry, and not the firewall. */
  private record WithFirewall(Function<Ec2, FirewallApplier> open) implements Appliers {

    @Override
    public RegistryApplier registry(CloudMap cloudMap, DeletionGate gate) {
      return RegistryApplier.guarded(cloudMap, gate);
    }

    @Override
    public FirewallApplier firewall(Ec2 ec2) {
      return open.apply(ec2);
    }
  }
}
