package io.vpcmesh.engine;

import static io.vpcmesh.membership.kubernetes.Slices.pod;
import static io.vpcmesh.membership.kubernetes.Slices.slice;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.api.v1alpha1.Client;
import io.vpcmesh.api.v1alpha1.KubernetesBackend;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.engine.GroupAttachment.State;
import io.vpcmesh.engine.GroupAttachment.Wish;
import io.vpcmesh.membership.kubernetes.SliceMembership;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.SecurityGroupId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the engine asks of whoever puts groups on pods, and what it makes of the answer. */
class GroupAttachmentTest {

  private static final String CLUSTER = "sg-0c0c0c0c";
  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");
  private static final KubernetesBackend OF_SERVICE = new KubernetesBackend("orders", null, null);

  private final TestWorld world = TestWorld.realistic();
  private final SliceMembership pods = new SliceMembership(world.loop::after);

  /** Those about shop/orders, without repeats in a row. */
  private final List<Wish> wishes = new ArrayList<>();

  /** What the group let in when each of them was told. */
  private final List<ImmutableSet<String>> open = new ArrayList<>();

  private State answer = new State.Settled();

  @BeforeEach
  void watch() {
    world.sources.add(pods);
    world.attachment = this::answer;
    world.restart();
    pods.listener(world.engine::membershipChanged);
    pods.seen(slice("s1", pod("a", "10.0.1.1"), pod("b", "10.0.1.2")));
    pods.synced();
  }

  private State answer(EndpointKey endpoint, Wish wish) {
    if (endpoint.equals(ORDERS) && (wishes.isEmpty() || !wishes.getLast().equals(wish))) {
      wishes.add(wish);
      open.add(new GroupView(world).find("orders").isPresent() ? letsIn() : ImmutableSet.of());
    }
    return answer;
  }

  @Test
  void podsGetTheGroupWhenItLetsTheirCallersIn() {
    world.mesh("shop", Specs.securedPods(Specs.mesh(), CLUSTER));
    world.endpoint("cart", Specs.client()).settle();

    world.endpoint("orders", Specs.pods(OF_SERVICE, Specs.peer("cart"))).settle();

    assertThat(wishes).hasSize(2).first().isEqualTo(new Wish.Leave());
    assertThat(attached()).containsExactly(own(), new SecurityGroupId(CLUSTER));
    assertThat(open.getLast()).containsExactly("8080 from cart");
  }

  @Test
  void aGroupThatHasLetSomebodyInStaysOnPodsWhileMoreIsOpened() {
    declared(Specs.peer("cart"));

    world.endpoint("web", Specs.client());
    world
        .endpoint("orders", Specs.pods(OF_SERVICE, Specs.peer("cart"), Specs.peer("web")))
        .settle();

    assertThat(letsIn()).contains("8080 from web");
    assertThat(wishes).isNotEmpty().filteredOn(Wish.Attach.class::isInstance).isEqualTo(wishes);
  }

  @Test
  void nobodyIsAskedToPutGroupsOnPodsUnlessTheMeshDoes() {
    world.mesh("shop", Specs.secured(Specs.mesh()));

    world.endpoint("orders", Specs.pods(OF_SERVICE)).settle();

    assertThat(last()).isEqualTo(new Wish.Withdraw());
  }

  @Test
  void whatHasNoInterfaceOfItsOwnIsNotMeant() {
    world.mesh("shop", Specs.securedPods(Specs.mesh()));

    world.endpoint("orders", Specs.pods(new KubernetesBackend("orders", null, true))).settle();
    assertThat(last()).isEqualTo(new Wish.Withdraw());
    world.endpoint("orders", Specs.endpoint("10.0.1.9")).settle();

    assertThat(wishes).doesNotHaveAnyElementsOfTypes(Wish.Attach.class);
  }

  @Test
  void aMeshThatAsksNoMoreHasTheGroupTakenOff() {
    declared();

    world.mesh("shop", Specs.secured(Specs.mesh())).settle();

    assertThat(last()).isEqualTo(new Wish.Withdraw());
    assertThat(new GroupView(world).find("orders")).isPresent();
  }

  @Test
  void aMeshThatObservesLeavesPodsAlone() {
    world.mesh("shop", Specs.securedPods(Specs.mesh(MeshMode.OBSERVE, Ownership.MANAGED)));

    world.endpoint("orders", Specs.pods(OF_SERVICE)).settle();

    assertThat(wishes).containsExactly(new Wish.Leave());
  }

  @Test
  void whatStandsInTheWayIsSaidAndStopsNothingElse() {
    answer = hindered("there is no such kind");

    declared();

    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/PodPolicyUnavailable");
    assertThat(world.message("orders", "Secured")).isEqualTo("there is no such kind");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");

    answer = new State.Settled();
    world.engine.membershipChanged(ORDERS);
    world.settle();

    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/AwaitingPodReplacement");
  }

  @Test
  void podsThatWereThereBeforeAreCounted() {
    declared();
    world.cloud.attach(ImmutableSet.of(new IpAddress("10.0.1.1")), ImmutableSet.of(own()));
    world.run(Duration.ofMinutes(11));

    assertThat(world.condition("orders", "Secured")).isEqualTo("FALSE/AwaitingPodReplacement");
    assertThat(world.message("orders", "Secured"))
        .startsWith("1 of 2 pods carry")
        .contains("a SecurityGroupPolicy that is written for it")
        .endsWith("replace them");
  }

  @Test
  void aGroupGoesWhenNoPodIsStartedWithItAnyMore() {
    declared();
    answer = new State.UnderWay("SecurityGroupPolicy shop/vpcmesh-orders is being deleted");

    world.delete("orders").run(Duration.ofMinutes(30));

    assertThat(last()).isEqualTo(new Wish.Withdraw());
    assertThat(new GroupView(world).find("orders")).isPresent();
    assertThat(world.registered("orders")).isEmpty();
    assertThat(world.message("orders", "Ready"))
        .endsWith(
            "waits until no pod is started with it: SecurityGroupPolicy shop/vpcmesh-orders is being deleted");

    answer = new State.Settled();
    world.engine.membershipChanged(ORDERS);
    world.settle();

    assertThat(new GroupView(world).find("orders")).isEmpty();
    assertThat(world.endpoints).doesNotContainKey(ORDERS.ref());
  }

  @Test
  void theGroupIsTakenOffBeforeTheInstancesAreForgotten() {
    declared();

    world.delete("orders").run(Duration.ofSeconds(1));

    assertThat(last()).isEqualTo(new Wish.Withdraw());
    assertThat(new GroupView(world).find("orders")).isPresent();
  }

  @Test
  void aRestartIsNoNewsWhileNobodyKnowsWhatPodsCarry() {
    answer = hindered("there is no such kind");
    declared();
    world.statusWrites.clear();

    answer = new State.UnderWay("looking");
    world.restart();
    pods.listener(world.engine::membershipChanged);
    world.settle();
    answer = hindered("there is no such kind");
    world.engine.membershipChanged(ORDERS);
    world.settle();

    assertThat(world.statusWrites).isEmpty();
  }

  private void declared(Client... clients) {
    world.mesh("shop", Specs.securedPods(Specs.mesh())).endpoint("cart", Specs.client());
    world.endpoint("orders", Specs.pods(OF_SERVICE, clients)).settle();
    assertThat(attached()).containsExactly(own());
    wishes.clear();
  }

  private Wish last() {
    return wishes.isEmpty() ? new Wish.Leave() : wishes.getLast();
  }

  private ImmutableList<SecurityGroupId> attached() {
    return ((Wish.Attach) last()).groups();
  }

  private ImmutableSet<String> letsIn() {
    return new GroupView(world).letsIn("orders");
  }

  private SecurityGroupId own() {
    return new GroupView(world).id("orders");
  }

  private static State hindered(String why) {
    return new State.Hindered(new Problem(Reason.PodPolicyUnavailable, why));
  }
}
