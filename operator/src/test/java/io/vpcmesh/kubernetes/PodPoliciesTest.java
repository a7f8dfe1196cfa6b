package io.vpcmesh.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcmesh.engine.GroupAttachment.State;
import io.vpcmesh.engine.GroupAttachment.Wish;
import io.vpcmesh.kubernetes.PodPolicies.Sights;
import io.vpcmesh.kubernetes.PodPolicies.Surroundings;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.topology.Endpoint.PodChoice;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class PodPoliciesTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");
  private static final ObjectRef POLICY = new ObjectRef("shop", "vpcmesh-orders");
  private static final SecurityGroupId OWN = new SecurityGroupId("sg-00000001");
  private static final SecurityGroupId CLUSTER = new SecurityGroupId("sg-000000cc");
  private static final PodChoice OF_SERVICE = new PodChoice.OfService("orders");
  private static final PodChoice LABELLED =
      new PodChoice.WithLabels(ImmutableSortedMap.of("app", "orders"));
  private static final State SETTLED = new State.Settled();

  private final PolicyShelf shelf = new PolicyShelf();
  private final ServiceShelf services = new ServiceShelf();
  private final Queue<Runnable> work = new ArrayDeque<>();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final List<EndpointKey> woken = new ArrayList<>();
  private RawEndpoint endpoint = endpoint("uid-orders");
  private PodPolicies policies = policies(Fence.open());

  private PodPolicies policies(Fence fence) {
    PodPolicies made =
        new PodPolicies(
            _ -> new Sights(_ -> shelf, _ -> services),
            shelf,
            new Surroundings(
                fence, work::add, (_, task) -> later.add(task), _ -> Optional.of(endpoint)));
    made.listener(woken::add);
    shelf.watcher = made::policySeen;
    return made;
  }

  @Test
  void aPolicyIsWrittenForThePodsOfAService() {
    services.select("orders", ImmutableMap.of("app", "orders", "tier", "back"));

    State first = want(attach(OF_SERVICE, OWN, CLUSTER));
    workAll();

    assertThat(first)
        .isEqualTo(new State.UnderWay("SecurityGroupPolicy shop/vpcmesh-orders is being written"));
    assertThat(woken).contains(ORDERS);
    assertThat(want(attach(OF_SERVICE, OWN, CLUSTER))).isEqualTo(SETTLED);
    assertThat(spec())
        .isEqualTo(
            Map.of(
                "podSelector", Map.of("matchLabels", Map.of("app", "orders", "tier", "back")),
                "securityGroups", Map.of("groupIds", List.of("sg-00000001", "sg-000000cc"))));
    assertThat(shelf.there(POLICY).orElseThrow().getMetadata().getLabels())
        .containsExactly(Map.entry("app.kubernetes.io/managed-by", "vpcmesh"));
    assertThat(shelf.there(POLICY).orElseThrow().getOwnerReferenceFor("uid-orders")).isPresent();
  }

  @Test
  void aPolicyThatIsAsWantedIsNotWrittenAgain() {
    settled(attach(LABELLED, OWN));
    policies = policies(Fence.open());

    assertThat(want(attach(LABELLED, OWN))).isEqualTo(SETTLED);

    assertThat(work).isEmpty();
  }

  @Test
  void whatWasWrittenIsNotWrittenAgainBecauseTheWatchLags() {
    shelf.lagging = true;

    settled(attach(LABELLED, OWN));

    assertThat(shelf.calls).containsExactly("apply shop/vpcmesh-orders");
    assertThat(work).isEmpty();
  }

  @Test
  void otherLabelsOfTheServiceChangeThePolicy() {
    services.select("orders", ImmutableMap.of("app", "orders"));
    settled(attach(OF_SERVICE, OWN));
    woken.clear();

    services.select("orders", ImmutableMap.of("app", "next"));
    policies.serviceSeen(new ObjectRef("shop", "orders"));
    settled(attach(OF_SERVICE, OWN));

    assertThat(woken).contains(ORDERS);
    assertThat(spec().get("podSelector")).isEqualTo(Map.of("matchLabels", Map.of("app", "next")));
  }

  @Test
  void whatSomebodyChangedOrDeletedIsPutRight() {
    settled(attach(LABELLED, OWN));
    GenericKubernetesResource changed = wanted("app", "else").object(endpoint, Optional.empty());

    shelf.put(changed);
    settled(attach(LABELLED, OWN));
    assertThat(spec().get("podSelector")).isEqualTo(Map.of("matchLabels", Map.of("app", "orders")));
    woken.clear();
    shelf.remove(POLICY);
    assertThat(woken).contains(ORDERS);
    settled(attach(LABELLED, OWN));

    assertThat(shelf.there(POLICY)).isPresent();
  }

  @Test
  void anObjectOfSomebodyElseStaysAsItIs() {
    GenericKubernetesResource theirs = theirs();
    shelf.put(theirs);

    want(attach(LABELLED, OWN));
    workAll();

    assertThat(hindrance(attach(LABELLED, OWN)).reason()).isEqualTo(Reason.PodPolicyConflict);
    assertThat(shelf.there(POLICY)).contains(theirs);
    assertThat(theirs.getAdditionalProperties()).isEmpty();
  }

  @Test
  void thePolicyOfAFormerLifeIsNotTouched() {
    endpoint = endpoint("uid-before");
    settled(attach(LABELLED, OWN));
    shelf.calls.clear();
    endpoint = endpoint("uid-orders");

    Problem problem = hindrance(attach(LABELLED, OWN));
    State withdrawn = want(new Wish.Withdraw());

    assertThat(problem.message()).contains("shop/vpcmesh-orders is not of this endpoint");
    assertThat(withdrawn).isEqualTo(SETTLED);
    assertThat(work).isEmpty();
  }

  @Test
  void whenTheStrangerGoesThePolicyIsWritten() {
    shelf.put(theirs());
    want(attach(LABELLED, OWN));
    workAll();

    shelf.remove(POLICY);
    laterAll();
    settled(attach(LABELLED, OWN));

    assertThat(shelf.there(POLICY)).isPresent();
  }

  @Test
  void aPolicyThatNobodyWantsAnyMoreIsDeleted() {
    settled(attach(LABELLED, OWN));

    State first = want(new Wish.Withdraw());
    workAll();

    assertThat(first)
        .isEqualTo(new State.UnderWay("SecurityGroupPolicy shop/vpcmesh-orders is being deleted"));
    assertThat(want(new Wish.Withdraw())).isEqualTo(SETTLED);
    assertThat(shelf.there(POLICY)).isEmpty();
  }

  @Test
  void aPolicyThatWasWrittenAMomentAgoIsAwaitedBeforeItIsDeleted() {
    shelf.lagging = true;
    settled(attach(LABELLED, OWN));

    State early = want(new Wish.Withdraw());
    shelf.lagging = false;
    shelf.show(POLICY);
    want(new Wish.Withdraw());
    workAll();

    assertThat(early).isInstanceOf(State.UnderWay.class);
    assertThat(want(new Wish.Withdraw())).isEqualTo(SETTLED);
    assertThat(shelf.there(POLICY)).isEmpty();
  }

  @Test
  void whatIsDeletedIsDeletedOnceWhileTheWatchLags() {
    settled(attach(LABELLED, OWN));
    shelf.calls.clear();
    shelf.lagging = true;

    want(new Wish.Withdraw());
    workAll();
    State after = want(new Wish.Withdraw());

    assertThat(after).isInstanceOf(State.UnderWay.class);
    assertThat(shelf.calls).containsExactly("delete shop/vpcmesh-orders");
  }

  @Test
  void aWishThatIsLeftOpenChangesNothing() {
    settled(attach(LABELLED, OWN));
    shelf.calls.clear();

    assertThat(want(new Wish.Leave())).isEqualTo(SETTLED);
    workAll();

    assertThat(shelf.calls).isEmpty();
  }

  @Test
  void aClusterWithoutTheKindIsToldSo() {
    shelf.sight = Watched.Sight.ABSENT;

    Problem problem = hindrance(attach(LABELLED, OWN));

    assertThat(problem.reason()).isEqualTo(Reason.PodPolicyUnavailable);
    assertThat(problem.message())
        .contains("vpcresources.k8s.aws/v1beta1", "share the groups of their nodes", "EKS");
    assertThat(policies.isNeeded()).isTrue();
    assertThat(want(new Wish.Leave())).isEqualTo(new State.Hindered(problem));
    assertThat(want(new Wish.Withdraw())).isEqualTo(SETTLED);
    assertThat(policies.isNeeded()).isFalse();
  }

  @Test
  void whoWantsNothingLooksOnceAndNotAgain() {
    shelf.sight = Watched.Sight.UNKNOWN;
    State unseen = want(new Wish.Withdraw());
    shelf.sight = Watched.Sight.ABSENT;
    policies.sightChanged();
    State seen = want(new Wish.Withdraw());
    want(new Wish.Withdraw());

    assertThat(unseen).isInstanceOf(State.UnderWay.class);
    assertThat(woken).containsExactly(ORDERS);
    assertThat(seen).isEqualTo(SETTLED);
    assertThat(shelf.looks).isEqualTo(1);
  }

  @Test
  void whenTheKindComesThePolicyIsWritten() {
    shelf.sight = Watched.Sight.ABSENT;
    want(attach(LABELLED, OWN));

    shelf.sight = Watched.Sight.COMPLETE;
    policies.sightChanged();
    settled(attach(LABELLED, OWN));

    assertThat(woken).contains(ORDERS);
    assertThat(shelf.there(POLICY)).isPresent();
  }

  @Test
  void whatIsDeniedIsSaidAndTriedAgain() {
    shelf.trouble = Optional.of(new KubernetesClientException("no", 403, null));
    want(attach(LABELLED, OWN));
    workAll();

    Problem problem = hindrance(attach(LABELLED, OWN));
    assertThat(problem.reason()).isEqualTo(Reason.PodPolicyDenied);
    assertThat(work).isEmpty();
    laterAll();
    assertThat(hindrance(attach(LABELLED, OWN))).isEqualTo(problem);
    shelf.trouble = Optional.empty();
    settled(attach(LABELLED, OWN));

    assertThat(shelf.calls).hasSize(2);
  }

  @Test
  void aServiceThatIsMissingOrSelectsNothingIsNamed() {
    Problem missing = hindrance(attach(OF_SERVICE, OWN));
    services.select("orders", ImmutableMap.of());
    Problem selectsNothing = hindrance(attach(OF_SERVICE, OWN));
    services.sight = Watched.Sight.DENIED;
    Problem denied = hindrance(attach(OF_SERVICE, OWN));

    assertThat(missing.reason()).isEqualTo(Reason.PodSelectorMissing);
    assertThat(missing.message()).contains("there is no Service shop/orders");
    assertThat(selectsNothing.message()).contains("Service shop/orders selects no pods by labels");
    assertThat(denied.reason()).isEqualTo(Reason.PodPolicyDenied);
    assertThat(denied.message()).contains("list and watch Services");
    assertThat(shelf.calls).isEmpty();
  }

  @Test
  void whoDoesNotLeadWritesNothing() {
    policies = policies(new Fence(Duration.ofSeconds(10), () -> 0));

    want(attach(LABELLED, OWN));
    workAll();

    assertThat(shelf.calls).isEmpty();
    assertThat(woken).isEmpty();
  }

  @Test
  void anEndpointThatIsGoneIsForgotten() {
    services.select("orders", ImmutableMap.of("app", "orders"));
    settled(attach(OF_SERVICE, OWN));
    woken.clear();

    policies.forget(ORDERS);
    policies.serviceSeen(new ObjectRef("shop", "orders"));
    policies.policySeen(POLICY);
    policies.sightChanged();

    assertThat(woken).isEmpty();
    assertThat(policies.isNeeded()).isFalse();
  }

  private State want(Wish wish) {
    return policies.want(ORDERS, wish);
  }

  /** Until there is nothing more to do. */
  private void settled(Wish wish) {
    want(wish);
    workAll();
    assertThat(want(wish)).isEqualTo(SETTLED);
  }

  private Problem hindrance(Wish wish) {
    return ((State.Hindered) want(wish)).problem();
  }

  private void workAll() {
    while (!work.isEmpty()) {
      work.remove().run();
    }
  }

  private void laterAll() {
    while (!later.isEmpty()) {
      later.remove().run();
    }
  }

  private Map<?, ?> spec() {
    return shelf
        .there(POLICY)
        .map(it -> (Map<?, ?>) it.getAdditionalProperties().get("spec"))
        .orElseThrow();
  }

  private static Wish attach(PodChoice pods, SecurityGroupId... groups) {
    return new Wish.Attach(pods, ImmutableList.copyOf(groups));
  }

  private static PodPolicy wanted(String key, String value) {
    return new PodPolicy(POLICY, ImmutableSortedMap.of(key, value), ImmutableList.of(OWN));
  }

  private static GenericKubernetesResource theirs() {
    return new GenericKubernetesResourceBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName("vpcmesh-orders")
        .endMetadata()
        .build();
  }

  private static RawEndpoint endpoint(String uid) {
    RawEndpoint endpoint = new RawEndpoint();
    endpoint.setMetadata(
        new ObjectMetaBuilder().withNamespace("shop").withName("orders").withUid(uid).build());
    return endpoint;
  }

  /** The Services of a namespace. */
  private static final class ServiceShelf implements Watched<Service> {

    private final Map<String, Service> services = new HashMap<>();
    private Sight sight = Sight.COMPLETE;

    void select(String name, Map<String, String> labels) {
      services.put(name, new ServiceBuilder().withNewSpec().withSelector(labels).endSpec().build());
    }

    @Override
    public void look() {}

    @Override
    public Sight sight() {
      return sight;
    }

    @Override
    public Optional<Service> get(ObjectRef ref) {
      return Optional.ofNullable(services.get(ref.name()));
    }
  }
}
