package io.vpcmesh.kubernetes;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.SetMultimap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcmesh.engine.GroupAttachment;
import io.vpcmesh.kubernetes.PolicyTask.Goal;
import io.vpcmesh.kubernetes.PolicyWrites.Outcome;
import io.vpcmesh.kubernetes.Watched.Sight;
import io.vpcmesh.membership.kubernetes.SliceMembership.Later;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.topology.Endpoint.PodChoice;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the pods of endpoints carry their security groups: one SecurityGroupPolicy beside each
 * endpoint, as the engine wishes. Safe for threads; nothing that is asked here blocks.
 */
final class PodPolicies implements GroupAttachment {

  private static final Logger LOG = LoggerFactory.getLogger(PodPolicies.class);
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final Sights sights;
  private final PolicyWrites writes;
  private final Surroundings surroundings;
  private final Map<EndpointKey, PolicyTask> tasks = new HashMap<>();
  private final SetMultimap<ObjectRef, EndpointKey> byPolicy = HashMultimap.create();
  private final Map<EndpointKey, ObjectRef> serviceOf = new HashMap<>();
  private final SetMultimap<ObjectRef, EndpointKey> byService = HashMultimap.create();
  private Consumer<EndpointKey> listener = key -> {};

  /** What is seen in a namespace. */
  record Sights(
      Function<String, Watched<GenericKubernetesResource>> policies,
      Function<String, Watched<Service>> services) {}

  /**
   * What is around it.
   *
   * @param elsewhere where may be waited for the API server
   * @param owner the endpoint itself
   */
  record Surroundings(
      Fence fence,
      Executor elsewhere,
      Later later,
      Function<EndpointKey, Optional<? extends HasMetadata>> owner) {}

  /**
   * Policies that nobody wants yet.
   *
   * @param eyes of these policies: what they see is told to them
   */
  PodPolicies(Function<PodPolicies, Sights> eyes, PolicyWrites writes, Surroundings surroundings) {
    this.writes = writes;
    this.surroundings = surroundings;
    this.sights = eyes.apply(this);
  }

  /** Who is told that the answer for an endpoint changed; it must not block. */
  synchronized void listener(Consumer<EndpointKey> next) {
    listener = next;
  }

  @Override
  public synchronized State want(EndpointKey key, Wish wish) {
    return switch (wish) {
      case Wish.Leave _ ->
          Optional.ofNullable(tasks.get(key))
              .map(PolicyTask::told)
              .filter(State.Hindered.class::isInstance)
              .orElseGet(State.Settled::new);
      case Wish.Attach attach -> task(key).tell(attach(key, attach));
      case Wish.Withdraw _ -> withdraw(key);
    };
  }

  /** Whether anybody wants a policy, so that it is worth looking for what is not there. */
  synchronized boolean isNeeded() {
    return tasks.values().stream().anyMatch(PolicyTask::isWanted);
  }

  /** Something happened to a policy that is marked as ours. */
  synchronized void policySeen(ObjectRef policy) {
    ImmutableSet.copyOf(byPolicy.get(policy)).forEach(this::happened);
  }

  /** Something about a Service changed. */
  synchronized void serviceSeen(ObjectRef service) {
    ImmutableSet.copyOf(byService.get(service)).forEach(listener);
  }

  /** More is seen than before, or less. */
  synchronized void sightChanged() {
    ImmutableList.copyOf(tasks.keySet()).forEach(this::happened);
  }

  /** What was written is seen by now, or is not there, and what failed may be tried again. */
  private void happened(EndpointKey key) {
    conclude(key, task -> task.seen(policies(key).get(PodPolicy.refOf(key))));
  }

  /** The endpoint is gone, and Kubernetes takes its policy along. */
  synchronized void forget(EndpointKey key) {
    tasks.remove(key);
    byPolicy.remove(PodPolicy.refOf(key), key);
    unfollow(key);
  }

  private PolicyTask task(EndpointKey key) {
    byPolicy.put(PodPolicy.refOf(key), key);
    return tasks.computeIfAbsent(key, _ -> new PolicyTask());
  }

  private State attach(EndpointKey key, Wish.Attach wish) {
    task(key).wanted(true);
    follow(key, wish.pods());
    Watched<GenericKubernetesResource> policies = policies(key);
    policies.look();
    return switch (policies.sight()) {
      case UNKNOWN -> new State.UnderWay("SecurityGroupPolicies are looked for");
      case ABSENT -> new State.Hindered(PolicyTrouble.noKind());
      case DENIED -> new State.Hindered(PolicyTrouble.unseen());
      case COMPLETE -> attach(key, wish.pods(), wish.groups());
    };
  }

  /** One endpoint follows one Service at a time. */
  private void follow(EndpointKey key, PodChoice pods) {
    Optional<ObjectRef> service =
        pods instanceof PodChoice.OfService(String name)
            ? Optional.of(new ObjectRef(key.ref().namespace(), name))
            : Optional.empty();
    if (!service.equals(Optional.ofNullable(serviceOf.get(key)))) {
      unfollow(key);
      service.ifPresent(it -> {
        serviceOf.put(key, it);
        byService.put(it, key);
      });
    }
  }

  private void unfollow(EndpointKey key) {
    Optional.ofNullable(serviceOf.remove(key)).ifPresent(former -> byService.remove(former, key));
  }

  private State attach(EndpointKey key, PodChoice pods, ImmutableList<SecurityGroupId> groups) {
    String namespace = key.ref().namespace();
    return switch (PodSelection.of(namespace, pods, sights.services().apply(namespace))) {
      case PodSelection.Unknown(String what) -> new State.UnderWay(what);
      case PodSelection.None(Problem why) -> new State.Hindered(why);
      case PodSelection.Labels(var labels) ->
          surroundings
              .owner()
              .apply(key)
              .map(owner -> attach(key, new PodPolicy(PodPolicy.refOf(key), labels, groups), owner))
              .orElseGet(() -> new State.UnderWay("the endpoint itself is awaited"));
    };
  }

  private State attach(EndpointKey key, PodPolicy wanted, HasMetadata owner) {
    Optional<GenericKubernetesResource> there = policies(key).get(wanted.ref());
    if (there.filter(it -> !PodPolicy.isOf(owner, it)).isPresent()) {
      return new State.Hindered(PolicyTrouble.foreign(wanted.ref()));
    }
    return task(key).isDone(wanted, there)
        ? new State.Settled()
        : pursue(key, new Goal.Applied(wanted), () -> writes.apply(wanted, owner, there));
  }

  private State withdraw(EndpointKey key) {
    Watched<GenericKubernetesResource> policies = policies(key);
    if (policies.sight() == Sight.UNKNOWN) {
      // What was not there then has nothing of ours, so nobody looks again for this.
      policies.look();
    }
    task(key).wanted(false);
    return switch (policies.sight()) {
      case UNKNOWN ->
          task(key).tell(new State.UnderWay("it is looked whether there is a SecurityGroupPolicy"));
      case ABSENT, DENIED -> settled(key);
      case COMPLETE -> withdraw(key, policies.get(PodPolicy.refOf(key)));
    };
  }

  private State withdraw(EndpointKey key, Optional<GenericKubernetesResource> there) {
    Optional<GenericKubernetesResource> ours =
        there.filter(it ->
            surroundings.owner().apply(key).filter(owner -> PodPolicy.isOf(owner, it)).isPresent());
    if (ours.isEmpty()) {
      return task(key).isMoving()
          ? task(key).tell(new State.UnderWay("a SecurityGroupPolicy was just written"))
          : settled(key);
    }
    GenericKubernetesResource policy = ours.orElseThrow();
    Goal goal = new Goal.Deleted(PodPolicy.refOf(key), policy.getMetadata().getUid());
    return task(key).tell(pursue(key, goal, () -> writes.delete(policy)));
  }

  private State settled(EndpointKey key) {
    forget(key);
    return new State.Settled();
  }

  private State pursue(EndpointKey key, Goal goal, Supplier<Outcome> call) {
    PolicyTask task = task(key);
    if (task.begin(goal)) {
      surroundings.elsewhere().execute(() -> attempt(key, goal, call));
    }
    return task.standing(goal);
  }

  /** What was done by a leader that is none any more is its successor's to finish. */
  private void attempt(EndpointKey key, Goal goal, Supplier<Outcome> call) {
    if (!surroundings.fence().isOpen()) {
      surroundings.later().after(RETRY, () -> conclude(key, PolicyTask::dropped));
      return;
    }
    Outcome outcome = tried(key, goal, call);
    conclude(
        key,
        task -> {
          switch (outcome) {
            case Outcome.Done(var now) -> task.done(goal, now, policies(key).get(goal.ref()));
            case Outcome.Failed(Problem problem) -> task.failed(goal, problem);
          }
        });
    surroundings.later().after(RETRY, () -> happened(key));
  }

  private static Outcome tried(EndpointKey key, Goal goal, Supplier<Outcome> call) {
    try {
      Outcome outcome = call.get();
      LOG.atInfo()
          .addKeyValue("resource", key)
          .addKeyValue("goal", goal)
          .addKeyValue("outcome", outcome)
          .log("SecurityGroupPolicy");
      return outcome;
    } catch (KubernetesClientException failed) {
      LOG.atWarn()
          .addKeyValue("resource", key)
          .addKeyValue("goal", goal)
          .addKeyValue("reason", failed.getMessage())
          .log("SecurityGroupPolicy");
      return new Outcome.Failed(PolicyTrouble.refused(goal.ref(), failed));
    }
  }

  private synchronized void conclude(EndpointKey key, Consumer<PolicyTask> conclusion) {
    Optional.ofNullable(tasks.get(key))
        .ifPresent(task -> {
          conclusion.accept(task);
          listener.accept(key);
        });
  }

  private Watched<GenericKubernetesResource> policies(EndpointKey key) {
    return sights.policies().apply(key.ref().namespace());
  }
}
