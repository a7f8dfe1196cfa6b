package io.vpcmesh.membership.kubernetes;

import static io.vpcmesh.membership.kubernetes.Slices.pod;
import static io.vpcmesh.membership.kubernetes.Slices.ref;
import static io.vpcmesh.membership.kubernetes.Slices.slice;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.membership.Membership.Absence;
import io.vpcmesh.membership.Membership.Addresses;
import io.vpcmesh.membership.Membership.Presence;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.model.ServiceName;
import io.vpcmesh.topology.DeploymentOverrides;
import io.vpcmesh.topology.DiscoveryOverrides;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.Endpoint.Backend;
import io.vpcmesh.topology.Endpoint.PodChoice;
import io.vpcmesh.topology.Endpoint.TargetPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SliceMembershipTest {

  private static final EndpointKey KEY = EndpointKey.of("shop", "orders");
  private static final TargetPort NUMBER = new TargetPort.Numbered(new PortNumber(9090));
  private static final TargetPort NAME = new TargetPort.Named("http");
  private static final PodChoice SERVICE = new PodChoice.OfService("orders");

  private final Moments moments = new Moments();
  private final SliceMembership source = new SliceMembership(moments);
  private final List<EndpointKey> told = new ArrayList<>();

  @Test
  void aPodIsAnInstanceWithItsPortAndZone() {
    source.seen(slice("s1", pod("a", "10.0.1.1"), pod("b", "10.0.1.2", State.NOT_READY)));
    source.synced();

    assertThat(membership())
        .isEqualTo(
            new Membership(
                ImmutableSortedMap.of(
                    new InstanceId("a"), instance("a", "10.0.1.1", State.READY),
                    new InstanceId("b"), instance("b", "10.0.1.2", State.NOT_READY)),
                ImmutableSet.of(),
                Absence.INFERRED,
                Addresses.OWN));
  }

  @Test
  void untilAllSlicesWereSeenAbsenceMeansNothing() {
    source.seen(slice("s1", pod("a", "10.0.1.1")));

    assertThat(presence("b")).isEqualTo(Presence.UNKNOWN);

    source.synced();
    assertThat(presence("b")).isEqualTo(Presence.MISSING);
  }

  @Test
  void aPodThatLeavesItsSliceIsGoneAfterAMoment() {
    watched(slice("s1", pod("a", "10.0.1.1"), pod("b", "10.0.1.2")));

    source.seen(slice("s1", pod("a", "10.0.1.1")));

    assertThat(presence("b")).isEqualTo(Presence.PRESENT);
    moments.pass();
    assertThat(presence("b")).isEqualTo(Presence.GONE);
    assertThat(told).containsExactly(KEY, KEY);
  }

  @Test
  void aPodThatWasSeenToTerminateIsGoneAtOnce() {
    watched(slice("s1", pod("a", "10.0.1.1", State.DRAINING)));

    source.seen(slice("s1"));

    assertThat(presence("a")).isEqualTo(Presence.GONE);
  }

  @Test
  void aPodThatMovesToAnotherSliceIsThereAllTheTime() {
    watched(slice("s1", pod("a", "10.0.1.1")), slice("s2"));

    source.seen(slice("s1"));
    assertThat(presence("a")).isEqualTo(Presence.PRESENT);
    source.seen(slice("s2", pod("a", "10.0.1.1")));
    moments.pass();

    assertThat(presence("a")).isEqualTo(Presence.PRESENT);

    source.seen(slice("s1", pod("a", "10.0.1.1")));
    source.gone(ref("s2"), true);
    moments.pass();

    assertThat(presence("a")).isEqualTo(Presence.PRESENT);
  }

  @Test
  void aSliceSeenToBeDeletedTakesItsPodsWithIt() {
    watched(slice("s1", pod("a", "10.0.1.1")));

    source.gone(ref("s1"), true);
    moments.pass();

    assertThat(presence("a")).isEqualTo(Presence.GONE);
  }

  @Test
  void aSliceThatAListLacksLeavesItsPodsMissing() {
    watched(slice("s1", pod("a", "10.0.1.1")));

    source.gone(ref("s1"), false);
    assertThat(presence("a")).isEqualTo(Presence.PRESENT);
    moments.pass();

    assertThat(presence("a")).isEqualTo(Presence.MISSING);
  }

  @Test
  void aSliceThatChangesItsServiceTakesItsPodsAlong() {
    watched(slice("s1", pod("a", "10.0.1.1")));

    source.seen(slice("s1", "cart", ImmutableMap.of(), pod("a", "10.0.1.1")));
    moments.pass();

    assertThat(presence("a")).isEqualTo(Presence.GONE);
  }

  @Test
  void whatLeavesBeforeAllWasSeenIsJudgedAfterwards() {
    membership();
    source.seen(slice("s1", pod("a", "10.0.1.1"), pod("b", "10.0.1.2")));
    source.seen(slice("s1"));
    moments.pass();
    assertThat(presence("a")).isEqualTo(Presence.PRESENT);
    source.seen(slice("s2", pod("b", "10.0.1.2")));

    source.synced();

    assertThat(presence("a")).isEqualTo(Presence.GONE);
    assertThat(presence("b")).isEqualTo(Presence.PRESENT);
  }

  @Test
  void aPodThatComesBackAndIsLostSightOfIsMerelyMissing() {
    watched(slice("s1", pod("a", "10.0.1.1")));
    source.seen(slice("s1"));
    moments.pass();

    source.seen(slice("s1", pod("a", "10.0.1.1")));
    source.gone(ref("s1"), false);
    moments.pass();

    assertThat(presence("a")).isEqualTo(Presence.MISSING);
  }

  @Test
  void bothFamiliesOfAPodAreOneInstanceAlsoWhileOneMoves() {
    watched(slice("v4", pod("a", "10.0.1.1")), slice("v6", pod("a", "2001:db8::1")));
    Instance both = instance("a");
    assertThat(both.ipv4()).contains(new IpAddress("10.0.1.1"));
    assertThat(both.ipv6()).contains(new IpAddress("2001:db8::1"));

    source.seen(slice("v4"));
    assertThat(membership().instances()).containsValue(both);
    source.seen(slice("v4b", pod("a", "10.0.1.1")));
    moments.pass();

    assertThat(membership().instances()).containsValue(both);

    source.gone(ref("v4b"), true);
    moments.pass();
    assertThat(instance("a").ipv4()).isEmpty();
    assertThat(presence("a")).isEqualTo(Presence.PRESENT);
  }

  @Test
  void whatTerminatesInOneSliceTerminatesAndOneThatSaysReadyIsEnough() {
    watched(
        slice("s1", pod("a", "10.0.1.1"), pod("b", "10.0.1.2", State.NOT_READY)),
        slice("s2", pod("a", "10.0.1.1", State.DRAINING), pod("b", "10.0.1.2")));

    assertThat(state("a")).isEqualTo(State.DRAINING);
    assertThat(state("b")).isEqualTo(State.READY);
  }

  @Test
  void aNamedPortIsThatOfThePodsOwnSlice() {
    source.seen(slice("s1", "orders", ImmutableMap.of("http", 8080), pod("a", "10.0.1.1")));
    source.seen(slice("s2", "orders", ImmutableMap.of("http", 8081), pod("b", "10.0.1.2")));
    source.seen(slice("s3", "orders", ImmutableMap.of("other", 1), pod("c", "10.0.1.3")));

    Membership membership = source.of(KEY, endpoint(SERVICE, false, NAME));

    assertThat(membership.instances().values())
        .extracting(Instance::ports)
        .containsExactly(
            ImmutableMap.of("web", new PortNumber(8080)),
            ImmutableMap.of("web", new PortNumber(8081)),
            ImmutableMap.of());
  }

  @Test
  void selectedPodsAreThoseOfOurServiceWhosePortsAreNamedLikeTheEndpoints() {
    PodChoice labels = new PodChoice.WithLabels(ImmutableSortedMap.of("app", "orders"));
    source.seen(slice("s1", "vpcmesh-orders", ImmutableMap.of("web", 8080), pod("a", "10.0.1.1")));

    Membership membership = source.of(KEY, endpoint(labels, false, NAME));

    assertThat(membership.instances().values())
        .extracting(Instance::ports)
        .containsExactly(ImmutableMap.of("web", new PortNumber(8080)));
  }

  @Test
  void aHostPortIsAtTheAddressOfTheNodeAndSharedWhoeverIsThere() {
    source.seen(slice("s1", pod("a", "10.0.1.1")));
    source.node("n1", ImmutableList.of(new IpAddress("2001:db8::9"), new IpAddress("10.9.0.1")));
    source.synced();

    Membership membership = source.of(KEY, onHosts());

    assertThat(membership.addresses()).isEqualTo(Addresses.SHARED);
    assertThat(membership.absence()).isEqualTo(Absence.INFERRED);
    assertThat(membership.instances().values())
        .containsExactly(instance("a", "10.9.0.1", State.READY, 9090));
  }

  @Test
  void aNodeThatIsNotKnownHidesItsPodsAndLetsNothingBeConcluded() {
    source.seen(slice("s1", pod("a", "10.0.1.1")));
    source.synced();
    source.listener(told::add);

    Membership before = source.of(KEY, onHosts());
    source.node("n2", ImmutableList.of(new IpAddress("10.9.0.2")));
    assertThat(told).isEmpty();
    source.node("n1", ImmutableList.of(new IpAddress("10.9.0.1")));

    assertThat(before.instances()).isEmpty();
    assertThat(before.presence(new InstanceId("a"))).isEqualTo(Presence.UNKNOWN);
    assertThat(told).containsExactly(KEY);
    source.node("n1", ImmutableList.of());
    assertThat(source.of(KEY, onHosts()).presence(new InstanceId("a"))).isEqualTo(Presence.UNKNOWN);
  }

  @Test
  void onlyWhomAChangeConcernsIsTold() {
    watched(slice("s1", pod("a", "10.0.1.1")));

    source.seen(slice("s1", pod("a", "10.0.1.1")));
    source.seen(slice("s9", "cart", ImmutableMap.of(), pod("b", "10.0.1.2")));
    assertThat(told).isEmpty();

    source.forget(KEY);
    source.seen(slice("s1", pod("a", "10.0.1.1", State.DRAINING)));
    assertThat(told).isEmpty();
  }

  @Test
  void whoIsGoneIsNotRememberedWithoutEnd() {
    watched();
    for (int i = 0; i < ServicePods.REMEMBERED + 5; i++) {
      source.seen(slice("s1", pod("p" + i, "10.0.1.1", State.DRAINING)));
    }

    assertThat(membership().gone()).hasSize(ServicePods.REMEMBERED);
    assertThat(presence("p0")).isEqualTo(Presence.MISSING);
    assertThat(presence("p1003")).isEqualTo(Presence.GONE);
    source.forget(KEY);
    assertThat(membership().gone()).isEmpty();
  }

  /** These slices are all there is, and somebody asked. */
  private void watched(Slice... slices) {
    for (Slice slice : slices) {
      source.seen(slice);
    }
    source.synced();
    membership();
    source.listener(told::add);
  }

  private Membership membership() {
    return source.of(KEY, endpoint(SERVICE, false, new TargetPort.Named("http")));
  }

  private Presence presence(String pod) {
    return membership().presence(new InstanceId(pod));
  }

  private State state(String pod) {
    return instance(pod).state();
  }

  private Instance instance(String pod) {
    return requireNonNull(membership().instances().get(new InstanceId(pod)));
  }

  private static Endpoint onHosts() {
    return endpoint(SERVICE, true, NUMBER);
  }

  private static Instance instance(String id, String ip, State state) {
    return instance(id, ip, state, 8080);
  }

  private static Instance instance(String id, String ip, State state, int port) {
    return new Instance(
        new InstanceId(id),
        Optional.of(new IpAddress(ip)),
        Optional.empty(),
        ImmutableMap.of("web", new PortNumber(port)),
        Optional.of("eu-west-1a"),
        state,
        ImmutableMap.of());
  }

  static Endpoint endpoint(PodChoice pods, boolean hostPort, TargetPort target) {
    return new Endpoint(
        KEY,
        MeshId.of("shop", "shop"),
        new ServiceName("orders"),
        Endpoint.DeletionPolicy.DELETE,
        ImmutableList.of(
            new Endpoint.Port("web", new PortNumber(80), target, Endpoint.Protocol.HTTP)),
        new Backend.Kubernetes(pods, hostPort),
        DiscoveryOverrides.NONE,
        Optional.empty(),
        ImmutableList.of(),
        ImmutableSortedSet.of(),
        false,
        DeploymentOverrides.NONE);
  }
}
