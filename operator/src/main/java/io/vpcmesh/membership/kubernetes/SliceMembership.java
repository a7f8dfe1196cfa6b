package io.vpcmesh.membership.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.membership.Membership.Absence;
import io.vpcmesh.membership.Membership.Addresses;
import io.vpcmesh.membership.MembershipSource;
import io.vpcmesh.membership.kubernetes.Sighting.Departure;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.Endpoint.Backend;
import io.vpcmesh.topology.Endpoint.PodChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Pods as instances, from what is seen of EndpointSlices and nodes. Safe for threads.
 *
 * <p>A pod that a slice shows no more may be on its way into another slice of its Service, and
 * either event may come first. So it is taken to be as it was for {@link #MOMENT}, and only then
 * gone; a pod that was seen to terminate is gone at once. It is gone with positive evidence when
 * its slice was seen again without it or was seen to be deleted, and merely missing when the slice
 * itself was missing from a list.
 */
public final class SliceMembership implements MembershipSource {

  /** How long a pod may be between two slices. */
  public static final Duration MOMENT = Duration.ofSeconds(1);

  private final Later later;
  private final Map<ObjectRef, Slice> slices = new HashMap<>();
  private final Map<ObjectRef, ServicePods> services = new HashMap<>();
  private final Map<String, ImmutableList<IpAddress>> nodes = new HashMap<>();
  private final Interests interests = new Interests();
  private final List<Leaving> overdue = new ArrayList<>();
  private Consumer<EndpointKey> listener = key -> {};
  private boolean synced;
  private long departures;

  /** Runs a task once a time has passed. */
  @FunctionalInterface
  public interface Later {
    void after(Duration time, Runnable task);
  }

  private record Leaving(ObjectRef service, ImmutableSet<InstanceId> pods, Departure how) {}

  public SliceMembership(Later later) {
    this.later = later;
  }

  /** Who is told that the instances of an endpoint changed; it must not block. */
  public synchronized void listener(Consumer<EndpointKey> next) {
    listener = next;
  }

  /** A slice is there, or is there in another state. */
  public synchronized void seen(Slice slice) {
    Slice before = slices.put(slice.ref(), slice);
    if (slice.equals(before)) {
      return;
    }
    if (before != null && !before.service().equals(slice.service())) {
      replace(before, before.emptied(), true);
      before = null;
    }
    replace(before == null ? slice.emptied() : before, slice, true);
  }

  /**
   * A slice is not there any more, or is none of ours any more.
   *
   * @param positively whether that was seen to happen: it was not when a list merely lacked it
   */
  public synchronized void gone(ObjectRef slice, boolean positively) {
    Slice before = slices.remove(slice);
    if (before != null) {
      replace(before, before.emptied(), positively);
    }
  }

  /** A node has these internal addresses; without any it is not known any more. */
  public synchronized void node(String name, ImmutableList<IpAddress> addresses) {
    ImmutableList<IpAddress> before =
        Optional.ofNullable(addresses.isEmpty() ? nodes.remove(name) : nodes.put(name, addresses))
            .orElse(ImmutableList.of());
    if (!before.equals(addresses)) {
      interests.onNode(name).forEach(listener);
    }
  }

  /** All slices and nodes that there are were seen: from now on absence means something. */
  public synchronized void synced() {
    synced = true;
    overdue.forEach(this::settle);
    overdue.clear();
    interests.all().forEach(listener);
  }

  /** Nobody asks for this endpoint any more. */
  public synchronized void forget(EndpointKey endpoint) {
    interests.forget(endpoint).ifPresent(this::tidy);
  }

  @Override
  public boolean covers(EndpointKey key, Endpoint endpoint) {
    return endpoint.backend() instanceof Backend.Kubernetes;
  }

  @Override
  public synchronized Membership of(EndpointKey key, Endpoint endpoint) {
    if (!(endpoint.backend() instanceof Backend.Kubernetes backend)) {
      return Membership.UNKNOWN;
    }
    ObjectRef service = service(key, backend.pods());
    ServicePods pods = services.getOrDefault(service, new ServicePods());
    interests.note(key, service, backend.hostPort() ? pods.nodes() : ImmutableSet.of());
    PodInstances resolved = new PodInstances(endpoint, backend, nodes);
    ImmutableSortedMap.Builder<InstanceId, Instance> instances = ImmutableSortedMap.naturalOrder();
    boolean hidden = false;
    for (Map.Entry<InstanceId, Pod> pod : pods.pods().entrySet()) {
      Optional<Instance> instance = resolved.instance(pod.getKey(), pod.getValue());
      instance.ifPresent(it -> instances.put(it.id(), it));
      hidden |= instance.isEmpty();
    }
    return new Membership(
        instances.buildOrThrow(),
        pods.gone(),
        synced && !hidden ? Absence.INFERRED : Absence.UNKNOWN,
        backend.hostPort() ? Addresses.SHARED : Addresses.OWN);
  }

  private static ObjectRef service(EndpointKey key, PodChoice pods) {
    return switch (pods) {
      case PodChoice.OfService(String name) -> new ObjectRef(key.ref().namespace(), name);
      case PodChoice.WithLabels _ ->
          new ObjectRef(key.ref().namespace(), SelectorService.nameOf(key));
    };
  }

  private void replace(Slice before, Slice after, boolean positively) {
    ObjectRef service = after.service();
    Departure how = new Departure(++departures, positively);
    ImmutableSet<InstanceId> leaving =
        services.computeIfAbsent(service, fresh -> new ServicePods()).replace(before, after, how);
    if (!leaving.isEmpty()) {
      later.after(MOMENT, () -> due(new Leaving(service, leaving, how)));
    }
    changed(service);
  }

  private synchronized void due(Leaving leaving) {
    if (synced) {
      settle(leaving);
    } else {
      overdue.add(leaving);
    }
  }

  private void settle(Leaving leaving) {
    ServicePods pods = services.get(leaving.service());
    if (pods != null && pods.settle(leaving.pods(), leaving.how())) {
      changed(leaving.service());
    }
  }

  private void changed(ObjectRef service) {
    interests.inService(service).forEach(listener);
    tidy(service);
  }

  /** Who left is remembered for those who ask. */
  private void tidy(ObjectRef service) {
    ServicePods pods = services.get(service);
    if (pods != null && interests.inService(service).isEmpty()) {
      pods.forgetGone();
      if (pods.isEmpty()) {
        services.remove(service);
      }
    }
  }
}
