package io.vpcmesh.engine;

import static io.vpcmesh.membership.kubernetes.Slices.pod;
import static io.vpcmesh.membership.kubernetes.Slices.slice;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.Backend;
import io.vpcmesh.api.v1alpha1.KubernetesBackend;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.membership.kubernetes.Slice.Member;
import io.vpcmesh.membership.kubernetes.SliceMembership;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Under the UID of a pod there can be nothing before the pod. */
class NewPodTest {

  private static final Member FIRST = pod("11111111-aaaa-4bbb-8ccc-0123456789ab", "10.0.1.1");
  private static final Member SECOND = pod("22222222-aaaa-4bbb-8ccc-0123456789ab", "10.0.1.2");
  private static final Member THIRD = pod("33333333-aaaa-4bbb-8ccc-0123456789ab", "10.0.1.3");

  private final TestWorld world = TestWorld.realistic();
  private final SliceMembership pods = new SliceMembership(world.loop::after);
  private final Hands hands = new Hands(world);

  @BeforeEach
  void oneIsRegistered() {
    world.sources.add(pods);
    world.restart().mesh("shop", Specs.mesh());
    pods.listener(world.engine::membershipChanged);
    see(FIRST);
    pods.synced();
    world.endpoint("orders", spec()).settle();
    world.run(Duration.ofMinutes(20));
    world.calls.clear();
  }

  @Test
  void onePodMoreIsRegisteredWithoutARead() {
    see(FIRST, SECOND);
    world.settle();

    assertThat(world.registered("orders")).hasSize(2);
    assertThat(world.count(AwsAction.REGISTER_INSTANCE)).isEqualTo(1);
    assertThat(world.count(AwsAction.GET_INSTANCE)).isZero();
  }

  @Test
  void onePodMoreIsReadFirstWhenItsIdIsItsAddress() {
    see(FIRST, pod("10-0-1-9", "10.0.1.9"));
    world.settle();

    assertThat(world.registered("orders")).hasSize(2);
    assertThat(world.count(AwsAction.GET_INSTANCE)).isEqualTo(1);
  }

  @Test
  void aPodThatAFormerProcessMayHaveSeenIsReadFirst() {
    hands.edit("orders", FIRST.id().value(), "weight", "7");
    world
        .cloud
        .faults()
        .set(CallPattern.to(AwsAction.LIST_INSTANCES).nth(1), new Fault.EmptyPage(true));

    restart();
    see(FIRST, SECOND);
    world.settle();
    see(FIRST, SECOND, THIRD);
    world.settle();

    assertThat(hands.instance("orders", FIRST.id().value()).attributes())
        .containsEntry("weight", "7");
    assertThat(world.registered("orders")).hasSize(3);
    assertThat(world.count(AwsAction.GET_INSTANCE)).isEqualTo(2);
  }

  private void restart() {
    world.restart();
    pods.listener(world.engine::membershipChanged);
    world.settle();
  }

  private void see(Member... members) {
    pods.seen(slice("s1", members));
  }

  private static ServiceEndpointSpec spec() {
    ServiceEndpointSpec spec = Specs.endpoint();
    return new ServiceEndpointSpec(
        spec.meshRef(),
        spec.serviceName(),
        spec.deletionPolicy(),
        spec.ports(),
        new Backend(new KubernetesBackend("orders", null, null), null),
        spec.discovery(),
        spec.clients(),
        spec.authorization(),
        spec.securityGroups(),
        spec.paused(),
        spec.deployment());
  }
}
