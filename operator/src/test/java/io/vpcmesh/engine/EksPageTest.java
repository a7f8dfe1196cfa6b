package io.vpcmesh.engine;

import static io.vpcmesh.membership.kubernetes.Slices.pod;
import static io.vpcmesh.membership.kubernetes.Slices.slice;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.BiMap;
import com.google.common.collect.HashBiMap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.IngressPermission;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.engine.GroupAttachment.State;
import io.vpcmesh.engine.GroupAttachment.Wish;
import io.vpcmesh.manifest.ManifestDocument;
import io.vpcmesh.membership.kubernetes.SliceMembership;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page about pods of EKS says what the engine makes of its declaration. */
class EksPageTest {

  private final TestWorld world = TestWorld.realistic();

  /** By the ids that the page gives them. */
  private final BiMap<String, SecurityGroupId> existing = HashBiMap.create();

  private final Ec2 person = world.cloud.client("person").ec2(Place.of(Specs.REGION));
  private final Map<EndpointKey, Wish> wishes = new HashMap<>();

  @BeforeEach
  void declare() {
    SliceMembership pods = new SliceMembership(world.loop::after);
    world.sources.add(pods);
    world.attachment =
        (endpoint, wish) -> {
          wishes.put(endpoint, wish);
          return new State.Settled();
        };
    world.restart();
    pods.listener(world.engine::membershipChanged);
    pods.seen(slice("s1", pod("a", "10.0.1.1")));
    pods.synced();
    EksPage.groups().forEach(id -> existing.put(id, make(id)));
    EksPage.declared(existing).forEach(this::declare);
    world.settle();
  }

  /** Somebody has made the groups that the page presupposes. */
  private SecurityGroupId make(String name) {
    return person.createSecurityGroup(
        new SecurityGroupSpec("vpc-0a1b2c3d", "theirs-" + name, "theirs", ImmutableMap.of()));
  }

  private void declare(ManifestDocument document) {
    switch (document) {
      case ManifestDocument.Mesh mesh -> world.mesh(mesh.metadata().ref().name(), mesh.spec());
      case ManifestDocument.Endpoint endpoint ->
          world.endpoint(endpoint.metadata().ref().name(), endpoint.spec());
      case ManifestDocument.Namespace _ -> {}
      case ManifestDocument.Broken broken -> throw new AssertionError(broken.problems());
    }
  }

  @Test
  void theRulesOfAPodAreThoseOfTheTable() {
    ImmutableSortedSet<String> made =
        new GroupView(world)
            .of("orders").rules().stream()
                .map(this::spell)
                .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));

    assertThat(EksPage.rules()).isNotEmpty().isEqualTo(made);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void podsCarryTheGroupOfTheirEndpointAndThatOfThePage() {
    ImmutableList<SecurityGroupId> groups =
        ((Wish.Attach) requireNonNull(wishes.get(EndpointKey.of("shop", "orders")))).groups();

    assertThat(groups.getFirst()).isEqualTo(new GroupView(world).id("orders"));
    assertThat(EksPage.block("kind: SecurityGroupPolicy"))
        .contains("[sg-0a1b2c3d4e5f60718, %s]".formatted(existing.inverse().get(groups.get(1))));
    assertThat(groups).hasSize(2);
  }

  @Test
  void namesAreAskedForByTheGroupThatPodsCarryBesides() {
    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/DnsNotAdmitted");
    assertThat(world.message("orders", "Secured")).contains("on port 53 by [TCP, UDP]");

    letIntoDns(additional());
    world.run(Duration.ofMinutes(3));

    assertThat(world.message("orders", "Secured")).contains("on port 53 by [UDP]");
  }

  private SecurityGroupId additional() {
    return ((Wish.Attach) requireNonNull(wishes.get(EndpointKey.of("shop", "orders"))))
        .groups()
        .getLast();
  }

  /** As far as the simulated account can be asked to: by TCP. */
  private void letIntoDns(SecurityGroupId group) {
    assertThat(
            person.authorizeSecurityGroupIngress(
                requireNonNull(existing.get("sg-0c1a57e4c1a57e4c0")),
                ImmutableList.of(
                    new IngressPermission(
                        PortRange.of(53, 53), new TrafficSource.Group(group), "names")),
                ImmutableMap.of()))
        .hasSize(1);
  }

  private String spell(SecurityGroupRule rule) {
    String ports = rule.traffic().first() < 0 ? "all" : "" + rule.traffic().first();
    assertThat(rule.traffic().last()).isEqualTo(rule.traffic().first());
    return (rule.direction() == Direction.INGRESS ? "in " : "out ")
        + ports
        + " "
        + peer(rule.source());
  }

  private String peer(TrafficSource source) {
    GroupView groups = new GroupView(world);
    if (source instanceof TrafficSource.Group(SecurityGroupId id) && existing.containsValue(id)) {
      return requireNonNull(existing.inverse().get(id));
    }
    return source.equals(new TrafficSource.Group(groups.id("cart"))) ? "cart" : source.toString();
  }
}
