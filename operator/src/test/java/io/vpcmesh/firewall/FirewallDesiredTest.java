package io.vpcmesh.firewall;

import static io.vpcmesh.firewall.Groups.fromCidr;
import static io.vpcmesh.firewall.Groups.fromGroup;
import static io.vpcmesh.firewall.Groups.ours;
import static io.vpcmesh.firewall.Groups.present;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableBiMap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.firewall.DesiredGroup.Knowledge;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import io.vpcmesh.topology.Callers;
import io.vpcmesh.topology.GroupPolicy;
import io.vpcmesh.topology.GroupPolicy.Mode;
import io.vpcmesh.topology.GroupPolicy.OnDrift;
import io.vpcmesh.topology.GroupPolicy.PlatformSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FirewallDesiredTest {

  private static final EndpointKey CART = EndpointKey.of("shop", "cart");
  private static final EndpointKey WEB = EndpointKey.of("shop", "web");
  private static final GroupPolicy NO_PLATFORM =
      new GroupPolicy(
          Mode.PER_SERVICE,
          ImmutableSortedSet.of(),
          ImmutableList.of(),
          ImmutableSortedSet.of(),
          OnDrift.REVERT,
          Optional.empty());
  private static final Identities IDENTITIES =
      identities(ImmutableBiMap.of(CART, new SecurityGroupId("sg-0000a001")));
  private static final ServicePorts PORTS = ports(8080, 9090);
  private static final KnownGroup NONE = new KnownGroup.Absent();

  @Test
  void aCallerIsLetInOnTheVeryPortsThatItMayCall() {
    FirewallDesired desired = desired(callers(CART, "http"), PORTS, NONE);

    assertThat(desired.group().openings().keySet()).containsExactly(fromGroup(1, 8080));
    assertThat(desired.group().openings().get(fromGroup(1, 8080))).containsExactly("shop/cart");
  }

  @Test
  void aCallerThatHasNoGroupYetIsNamedAndNotLetIn() {
    FirewallDesired desired = desired(callers(WEB, "http"), PORTS, NONE);

    assertThat(desired.group().openings()).isEmpty();
    assertThat(desired.unidentified()).containsExactly(WEB);
    assertThat(desired.group().knowledge()).isEqualTo(Knowledge.COMPLETE);
  }

  @Test
  void whatMayBeTheGroupOfACallerThatIsNotKnownYetStaysOpen() {
    KnownGroup open = present(ours(fromGroup(7, 8080)));

    assertThat(desired(callers(WEB, "http"), PORTS, open).group().openings())
        .containsOnlyKeys(fromGroup(7, 8080));
    assertThat(desired(callers(CART, "http"), PORTS, open).group().openings())
        .containsOnlyKeys(fromGroup(1, 8080));
  }

  @Test
  void theGroupOfSomebodyElseIsShutOutAlsoWhileACallerIsNotKnown() {
    KnownGroup open = present(ours(fromGroup(1, 8080), fromCidr("10.9.0.0/16", 8080)));

    assertThat(desired(callers(WEB, "http"), PORTS, open).group().openings()).isEmpty();
  }

  @Test
  void aPortThatIsStillCalledStaysOpenForThoseWhoMayCall() {
    KnownGroup open = present(ours(fromGroup(1, 8080)));
    ServicePorts moved = ports(ImmutableSet.of(new PortNumber(8080)), 7000, 9090);

    assertThat(desired(callers(CART, "http"), moved, open).group().openings())
        .containsOnlyKeys(fromGroup(1, 7000), fromGroup(1, 8080));
    assertThat(desired(Callers.NOBODY, moved, open).group().openings()).isEmpty();
  }

  @Test
  void aPortThatACallerMayNotCallAnyMoreIsClosedAtOnce() {
    KnownGroup open = present(ours(fromGroup(1, 8080), fromGroup(1, 9090)));
    ServicePorts busy =
        ports(ImmutableSet.of(new PortNumber(8080), new PortNumber(9090)), 8080, 9090);

    assertThat(desired(callers(CART, "http"), busy, open).group().openings())
        .containsOnlyKeys(fromGroup(1, 8080));
  }

  @Test
  void asLongAsThePortsAreNotAllKnownThoseThatAreOpenStay() {
    KnownGroup open = present(ours(fromGroup(1, 8080)));
    ServicePorts unknown = new ServicePorts(ImmutableSetMultimap.of(), false, ImmutableSet.of());

    assertThat(desired(callers(CART, "http"), unknown, open).group().openings())
        .containsOnlyKeys(fromGroup(1, 8080));
  }

  @Test
  void whatThePlatformNeedsIsLetInWhoeverTheCallersAre() {
    GroupPolicy policy =
        new GroupPolicy(
            Mode.PER_SERVICE,
            ImmutableSortedSet.of(),
            ImmutableList.of(
                new PlatformSource(
                    new TrafficSource.Addresses(Cidr.of("10.8.0.0/16")),
                    ImmutableSortedSet.of(new PortNumber(9100)))),
            ImmutableSortedSet.of(),
            OnDrift.REVERT,
            Optional.empty());

    FirewallDesired desired =
        FirewallDesired.of(
            Callers.NOBODY, policy, new Sources(IDENTITIES, ListRulings.NONE), PORTS, NONE);

    assertThat(desired.group().openings()).containsOnlyKeys(fromCidr("10.8.0.0/16", 9100));
  }

  @Test
  void whoLeavesKeepsWhatIsOpenAndOpensNothing() {
    KnownGroup open = present(ours(fromGroup(1, 8080)));
    Callers both =
        new Callers(
            ImmutableSortedMap.of(CART, names("http", "admin")),
            ImmutableMap.of(),
            true,
            ImmutableList.of(),
            ImmutableList.of());

    assertThat(desired(both, PORTS, open).opensNothing(open).group().openings())
        .containsOnlyKeys(fromGroup(1, 8080));
  }

  @Test
  void nothingIsConcludedFromCallersThatAreNotAllKnown() {
    Callers some =
        new Callers(
            ImmutableSortedMap.of(),
            ImmutableMap.of(),
            false,
            ImmutableList.of(),
            ImmutableList.of());

    assertThat(desired(some, PORTS, NONE).group().knowledge()).isEqualTo(Knowledge.PARTIAL);
  }

  private static FirewallDesired desired(Callers callers, ServicePorts ports, KnownGroup known) {
    return FirewallDesired.of(
        callers, NO_PLATFORM, new Sources(IDENTITIES, ListRulings.NONE), ports, known);
  }

  private static Callers callers(EndpointKey caller, String... ports) {
    return new Callers(
        ImmutableSortedMap.of(caller, names(ports)),
        ImmutableMap.of(),
        true,
        ImmutableList.of(),
        ImmutableList.of());
  }

  private static ImmutableSortedSet<String> names(String... names) {
    return ImmutableSortedSet.copyOf(names);
  }

  private static ServicePorts ports(int http, int admin) {
    return ports(ImmutableSet.of(), http, admin);
  }

  private static ServicePorts ports(ImmutableSet<PortNumber> draining, int http, int admin) {
    return new ServicePorts(
        ImmutableSetMultimap.of("http", new PortNumber(http), "admin", new PortNumber(admin)),
        true,
        draining);
  }

  private static Identities identities(ImmutableBiMap<EndpointKey, SecurityGroupId> groups) {
    return new Identities() {
      @Override
      public Optional<ImmutableSortedSet<SecurityGroupId>> groupsOf(EndpointKey endpoint) {
        return Optional.ofNullable(groups.get(endpoint)).map(ImmutableSortedSet::of);
      }

      @Override
      public boolean isSomebodys(SecurityGroupId group) {
        return groups.containsValue(group);
      }
    };
  }
}
