package io.vpcmesh.firewall;

import static io.vpcmesh.firewall.Groups.fromCidr;
import static io.vpcmesh.firewall.Groups.fromList;
import static io.vpcmesh.firewall.Groups.ours;
import static io.vpcmesh.firewall.Groups.present;
import static io.vpcmesh.model.AddressFamily.IPV4;
import static io.vpcmesh.model.AddressFamily.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.model.AddressFamily;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import io.vpcmesh.topology.Callers;
import io.vpcmesh.topology.GroupPolicy;
import io.vpcmesh.topology.GroupPolicy.Mode;
import io.vpcmesh.topology.GroupPolicy.OnDrift;
import io.vpcmesh.topology.GroupPolicy.PlatformSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a prefix list that an endpoint names, and of what is open to it. */
class ListRulingsTest {

  private static final TrafficSource LIST = new TrafficSource.PrefixList(Groups.LIST);
  private static final TrafficSource OFFICE = new TrafficSource.Addresses(Cidr.of("10.9.0.0/16"));
  private static final GroupPolicy NO_PLATFORM = policy();
  private static final KnownGroup CLOSED = present();
  private static final KnownGroup OPEN =
      present(ours(fromCidr("10.9.0.0/16", 8080), fromList(8080)));

  private static final KnownList UNKNOWN = new KnownList.Unknown();
  private static final KnownList ABSENT = new KnownList.Absent();
  private static final KnownList FINE = list(IPV4, Optional.empty());
  private static final KnownList WIDE = list(IPV4, Optional.of(Cidr.of("0.0.0.0/1")));
  private static final KnownList OF_IPV6 = list(IPV6, Optional.empty());
  private static final KnownList OF_AWS =
      new KnownList.Present(IPV4, Optional.empty(), 45, Optional.empty());

  @Test
  void aListThatIsFineIsLetInLikeAnybody() {
    FirewallDesired desired = desired(FINE, CLOSED);

    assertThat(desired.group().openings())
        .containsOnlyKeys(fromCidr("10.9.0.0/16", 8080), fromList(8080));
    assertThat(desired.lists().problems()).isEmpty();
  }

  @Test
  void whatNobodyHasReadIsNeitherOpenedNorClosed() {
    assertThat(opened(UNKNOWN, CLOSED)).doesNotContain(fromList(8080));
    assertThat(opened(UNKNOWN, OPEN)).contains(fromList(8080));
    assertThat(desired(UNKNOWN, CLOSED).lists().problems()).isEmpty();
  }

  @Test
  void aListThatIsNotThereIsNotOpenedAndNothingIsClosedForThat() {
    assertThat(opened(ABSENT, CLOSED)).containsOnly(fromCidr("10.9.0.0/16", 8080));
    assertThat(opened(ABSENT, OPEN)).contains(fromList(8080));
    assertThat(reasons(ABSENT)).containsExactly(Reason.PrefixListNotFound);
  }

  @Test
  void nothingIsOpenToAListThatIsTooWide() {
    assertThat(opened(WIDE, CLOSED)).containsOnly(fromCidr("10.9.0.0/16", 8080));
    assertThat(opened(WIDE, OPEN)).containsOnly(fromCidr("10.9.0.0/16", 8080));
    assertThat(desired(WIDE, OPEN).group().barred()).containsExactly(LIST);
    assertThat(desired(WIDE, OPEN).lists().problems())
        .containsExactly(
            new Problem(
                Reason.TooWide,
                "prefix list pl-0a1b2c3d has the entry 0.0.0.0/1, and no network wider than /8, of IPv6 /16, is let in: nothing is open to it; take the entry out of it, or name another list"));
  }

  @Test
  void aListOfAddressesThatNoInstanceHasIsRefused() {
    assertThat(opened(OF_IPV6, CLOSED)).doesNotContain(fromList(8080));
    assertThat(opened(OF_IPV6, OPEN)).contains(fromList(8080));
    assertThat(reasons(OF_IPV6)).containsExactly(Reason.AddressFamilyMismatch);
    assertThat(desired(OF_IPV6, CLOSED, ImmutableSet.of()).lists().problems()).isEmpty();
    assertThat(desired(OF_IPV6, CLOSED, ImmutableSet.of(IPV4, IPV6)).lists().problems()).isEmpty();
  }

  @Test
  void aListThatTellsNoSizeIsRefusedAsNobodyKnowsWhatItCounts() {
    assertThat(opened(OF_AWS, CLOSED)).doesNotContain(fromList(8080));
    assertThat(reasons(OF_AWS)).containsExactly(Reason.RuleLimitExceeded);
    assertThat(OF_AWS.load()).isEqualTo(new Load(45, 0));
  }

  @Test
  void thePlatformMayNameAListOfAnyFamily() {
    GroupPolicy policy =
        policy(new PlatformSource(LIST, ImmutableSortedSet.of(new PortNumber(9100))));
    ListRulings rulings =
        ListRulings.of(Callers.NOBODY, policy, _ -> OF_IPV6, ImmutableSet.of(IPV4));

    assertThat(rulings.byList()).containsOnlyKeys(Groups.LIST);
    assertThat(rulings.problems()).isEmpty();
    assertThat(desired(Callers.NOBODY, policy, rulings, CLOSED).group().openings())
        .containsOnlyKeys(fromList(9100));
  }

  @Test
  void aListThatIsNotNamedAnyMoreIsClosedWhateverIsKnownOfIt() {
    FirewallDesired desired = desired(Callers.NOBODY, NO_PLATFORM, ListRulings.NONE, OPEN);

    assertThat(desired.group().openings()).isEmpty();
  }

  private static ImmutableSet<Opening> opened(KnownList list, KnownGroup group) {
    return desired(list, group).group().openings().keySet();
  }

  private static ImmutableList<Reason> reasons(KnownList list) {
    return desired(list, CLOSED).lists().problems().stream()
        .map(Problem::reason)
        .collect(ImmutableList.toImmutableList());
  }

  private static FirewallDesired desired(KnownList list, KnownGroup group) {
    return desired(list, group, ImmutableSet.of(IPV4));
  }

  private static FirewallDesired desired(
      KnownList list, KnownGroup group, ImmutableSet<AddressFamily> families) {
    Callers callers =
        new Callers(
            ImmutableSortedMap.of(),
            ImmutableMap.of(
                OFFICE, ImmutableSortedSet.of("http"), LIST, ImmutableSortedSet.of("http")),
            true,
            ImmutableList.of(),
            ImmutableList.of());
    return desired(
        callers, NO_PLATFORM, ListRulings.of(callers, NO_PLATFORM, _ -> list, families), group);
  }

  private static FirewallDesired desired(
      Callers callers, GroupPolicy policy, ListRulings rulings, KnownGroup group) {
    ServicePorts ports =
        new ServicePorts(
            ImmutableSetMultimap.of("http", new PortNumber(8080)), true, ImmutableSet.of());
    return FirewallDesired.of(callers, policy, new Sources(NOBODY, rulings), ports, group);
  }

  private static final Identities NOBODY =
      new Identities() {
        @Override
        public Optional<ImmutableSortedSet<SecurityGroupId>> groupsOf(EndpointKey endpoint) {
          return Optional.empty();
        }

        @Override
        public boolean isSomebodys(SecurityGroupId group) {
          return false;
        }
      };

  private static KnownList list(AddressFamily family, Optional<Cidr> tooWide) {
    return new KnownList.Present(family, Optional.of(20), 3, tooWide);
  }

  private static GroupPolicy policy(PlatformSource... platform) {
    return new GroupPolicy(
        Mode.PER_SERVICE,
        ImmutableSortedSet.of(),
        ImmutableList.copyOf(platform),
        ImmutableSortedSet.of(),
        OnDrift.REVERT,
        Optional.empty());
  }
}
