package io.vpcmesh.engine;

import static io.vpcmesh.membership.kubernetes.Slices.pod;
import static io.vpcmesh.membership.kubernetes.Slices.ref;
import static io.vpcmesh.membership.kubernetes.Slices.slice;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.api.v1alpha1.Backend;
import io.vpcmesh.api.v1alpha1.EndpointPort;
import io.vpcmesh.api.v1alpha1.KubernetesBackend;
import io.vpcmesh.api.v1alpha1.PortProtocol;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.TargetPort;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Instance;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.membership.kubernetes.Slice;
import io.vpcmesh.membership.kubernetes.Slice.Member;
import io.vpcmesh.membership.kubernetes.SliceMembership;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.SecurityGroupId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine on pods, as the slices of their Service show them. */
class PodsTest {

  private static final Duration STEP = Duration.ofMillis(100);

  private final TestWorld world = TestWorld.realistic();
  private final SliceMembership pods = new SliceMembership(world.loop::after);
  private Duration without = Duration.ZERO;

  @BeforeEach
  void watch() {
    world.sources.add(pods);
    world.restart().mesh("shop", Specs.mesh());
    pods.listener(world.engine::membershipChanged);
  }

  @Test
  void aRollingUpdateWritesEachPodOnceAndNeverLeavesTheServiceWithoutAReadyOne() {
    pods.seen(slice("s1", pod("old-1", "10.0.1.1"), pod("old-2", "10.0.1.2")));
    declared();

    Member next1 = pod("new-1", "10.0.1.3");
    Member next2 = pod("new-2", "10.0.1.4");
    see(slice("s1", pod("old-1", "10.0.1.1"), pod("old-2", "10.0.1.2"), unready(next1)));
    see(slice("s1", pod("old-1", "10.0.1.1"), pod("old-2", "10.0.1.2"), next1));
    see(slice("s1", ending("old-1", "10.0.1.1"), pod("old-2", "10.0.1.2"), next1));
    see(slice("s1", pod("old-2", "10.0.1.2"), next1));
    pods.seen(slice("s1", pod("old-2", "10.0.1.2")));
    pass(Duration.ofMillis(500));
    see(slice("s2", next1, unready(next2)));
    see(slice("s2", next1, next2));
    see(slice("s1", ending("old-2", "10.0.1.2")));
    pods.gone(ref("s1"), true);
    pass(Duration.ofMinutes(2));

    assertThat(without).isZero();
    assertThat(world.registered("orders")).containsExactly("new-1", "new-2");
    assertThat(world.count(AwsAction.REGISTER_INSTANCE)).isEqualTo(2);
    assertThat(world.count(AwsAction.DEREGISTER_INSTANCE)).isEqualTo(2);
  }

  @Test
  void podsThatDoNotCarryTheGroupYetAreCounted() {
    world.mesh("shop", Specs.secured(Specs.mesh()));
    pods.seen(slice("s1", pod("old-1", "10.0.1.1"), pod("new-1", "10.0.1.3")));
    declared();
    SecurityGroupId group = new GroupView(world).id("orders");
    String first = world.cloud.attach(ImmutableSet.of(new IpAddress("10.0.1.3")), groups(group));
    world.run(Duration.ofMinutes(11));

    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/AwaitingPodReplacement");
    assertThat(world.message("orders", "Secured")).startsWith("1 of 2 pods carry");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");

    world.cloud.detach(first);
    world.cloud.attach(
        ImmutableSet.of(new IpAddress("10.0.1.3"), new IpAddress("10.0.1.4")), groups(group));
    pods.seen(slice("s1", pod("new-1", "10.0.1.3"), pod("new-2", "10.0.1.4")));
    world.run(Duration.ofMinutes(3));

    assertThat(world.condition("orders", "Secured")).isEqualTo("TRUE/RulesInSync");
    assertThat(world.message("orders", "Secured")).endsWith("2 of 2 instances carry it");
  }

  private static ImmutableSet<SecurityGroupId> groups(SecurityGroupId only) {
    return ImmutableSet.of(only);
  }

  @Test
  void aListWithoutSlicesTakesNothingAway() {
    pods.seen(slice("s1", some(4)));
    declared();

    pods.gone(ref("s1"), false);
    pass(Duration.ofMinutes(30));

    assertThat(world.writes()).isZero();
    assertThat(world.registered("orders")).hasSize(4);
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/DeletionGateClosed");
  }

  @Test
  void aListThatLacksOneSliceOfTwoTakesAwayNoMoreThanTheBudget() {
    pods.seen(slice("s1", some(8)));
    pods.seen(slice("s2", pod("last", "10.0.2.1")));
    declared();

    pods.gone(ref("s1"), false);
    pass(Duration.ofMinutes(1));

    assertThat(world.count(AwsAction.DEREGISTER_INSTANCE)).isEqualTo(3);
  }

  @Test
  void aRelistThatNamesTheSlicesAnewTakesNothingAway() {
    pods.seen(slice("s1", some(8)));
    declared();

    pods.gone(ref("s1"), false);
    pods.seen(slice("s2", some(8)));
    pass(Duration.ofMinutes(5));

    assertThat(world.writes()).isZero();
  }

  @Test
  void aPodThatIsTakenOutIsDeregisteredWithinTwoSeconds() {
    pods.seen(slice("s1", some(8)));
    declared();

    pods.seen(slice("s1", some(4)));
    pass(Duration.ofSeconds(2));

    assertThat(world.count(AwsAction.DEREGISTER_INSTANCE)).isEqualTo(4);
  }

  @Test
  void onePodAtAHostPortHasAnSrvRecord() {
    pods.node("n1", ImmutableList.of(new IpAddress("10.9.0.1")));
    pods.seen(slice("s1", pod("a", "10.0.1.1")));
    pods.synced();

    world.endpoint("orders", spec(new KubernetesBackend("orders", null, true))).settle();

    assertThat(world.snapshot().service(Specs.NAMESPACE, "orders").orElseThrow().dns())
        .containsExactly(new DnsRecord(RecordType.SRV, 10));
  }

  @Test
  void podsOfWhichNoneCanBeRegisteredAreNoSuccess() {
    pods.seen(slice("s1", pod("a", "10.0.1.1"), pod("b", "10.0.1.2")));
    pods.synced();

    world.endpoint("orders", ofPortNamed("web")).settle();

    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/RefNotResolved");
    assertThat(world.message("orders", "Ready"))
        .isEqualTo(
            "none of 2 instances can be registered: instance a does not say where port http"
                + " listens: it has no port named web");
  }

  @Test
  void aServiceWithoutPodsIsNamed() {
    pods.synced();

    world.endpoint("orders", spec(new KubernetesBackend("orders", null, null))).settle();

    assertThat(world.message("orders", "Ready"))
        .startsWith("waiting for the first instance of Service shop/orders");
  }

  @Test
  void withoutAClusterPodsAreNobodysAndNothingIsTakenAway() {
    pods.seen(slice("s1", some(2)));
    declared();

    world.sources.clear();
    world.restart().settle();

    assertThat(world.writes()).isZero();
    assertThat(world.registered("orders")).hasSize(2);
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/RefNotResolved");
    assertThat(world.condition("orders", "ResolvedRefs")).isEqualTo("FALSE/BackendNotFound");
    assertThat(world.message("orders", "Ready")).contains("needs the operator in a cluster");
    assertThat(world.status("orders").backend()).isEqualTo("Kubernetes");
  }

  @Test
  void withoutAClusterNoServiceIsMadeForPods() {
    world.sources.clear();
    world.restart();

    world.endpoint("orders", spec(new KubernetesBackend("orders", null, null))).settle();

    assertThat(world.snapshot().service(Specs.NAMESPACE, "orders")).isEmpty();
    assertThat(world.condition("orders", "ResolvedRefs")).isEqualTo("FALSE/BackendNotFound");
  }

  private void declared() {
    pods.synced();
    world.endpoint("orders", spec(new KubernetesBackend("orders", null, null))).settle();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    world.calls.clear();
  }

  private void see(Slice slice) {
    pods.seen(slice);
    pass(Duration.ofSeconds(20));
  }

  private void pass(Duration time) {
    for (Duration t = Duration.ZERO; t.compareTo(time) < 0; t = t.plus(STEP)) {
      world.run(STEP);
      without = healthy() == 0 ? without.plus(STEP) : without;
    }
  }

  private long healthy() {
    return world.snapshot().service(Specs.NAMESPACE, "orders").orElseThrow().instances().stream()
        .map(Instance::health)
        .filter(health -> !health.equals(Optional.of(HealthStatus.UNHEALTHY)))
        .count();
  }

  private static ServiceEndpointSpec spec(KubernetesBackend backend) {
    return spec(Specs.endpoint(), backend);
  }

  private static ServiceEndpointSpec spec(ServiceEndpointSpec spec, KubernetesBackend backend) {
    return new ServiceEndpointSpec(
        spec.meshRef(),
        spec.serviceName(),
        spec.deletionPolicy(),
        spec.ports(),
        new Backend(backend, null),
        spec.discovery(),
        spec.clients(),
        spec.authorization(),
        spec.securityGroups(),
        spec.paused(),
        spec.deployment());
  }

  private static ServiceEndpointSpec ofPortNamed(String name) {
    ServiceEndpointSpec spec = Specs.endpoint();
    return spec(
        new ServiceEndpointSpec(
            spec.meshRef(),
            spec.serviceName(),
            spec.deletionPolicy(),
            List.of(new EndpointPort("http", 80, TargetPort.of(name), PortProtocol.HTTP)),
            null,
            spec.discovery(),
            spec.clients(),
            spec.authorization(),
            spec.securityGroups(),
            spec.paused(),
            spec.deployment()),
        new KubernetesBackend("orders", null, null));
  }

  private static Member[] some(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> pod("p" + i, "10.0.1." + i))
        .toArray(Member[]::new);
  }

  private static Member unready(Member member) {
    return pod(member.id().value(), member.ip().value(), State.NOT_READY);
  }

  private static Member ending(String id, String ip) {
    return pod(id, ip, State.DRAINING);
  }
}
