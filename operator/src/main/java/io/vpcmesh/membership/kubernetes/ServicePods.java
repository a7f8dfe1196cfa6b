package io.vpcmesh.membership.kubernetes;

import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.membership.kubernetes.Sighting.Departure;
import io.vpcmesh.model.InstanceId;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The pods of one Service. The work of a change grows with the slice that changed. */
final class ServicePods {

  /**
   * How many pods are remembered to be gone, the newest: as many as Cloud Map holds of a service.
   * One that is forgotten is merely missing.
   */
  static final int REMEMBERED = 1_000;

  private final SortedMap<InstanceId, Pod> pods = new TreeMap<>();
  private final SequencedSet<InstanceId> gone = new LinkedHashSet<>();

  /** By id, in the order of the ids. */
  Map<InstanceId, Pod> pods() {
    return pods;
  }

  ImmutableSet<InstanceId> gone() {
    return ImmutableSet.copyOf(gone);
  }

  /** Where they run. */
  ImmutableSet<String> nodes() {
    return pods.values().stream().flatMap(pod -> pod.node().stream()).collect(toImmutableSet());
  }

  void forgetGone() {
    gone.clear();
  }

  boolean isEmpty() {
    return pods.isEmpty();
  }

  private void add(Slice slice) {
    for (Slice.Member member : slice.members()) {
      gone.remove(member.id());
      pods.merge(member.id(), Pod.UNSEEN.seen(slice, member), (pod, _) -> pod.seen(slice, member));
    }
  }

  /**
   * A slice is replaced by another state of it, perhaps one without members.
   *
   * @return the pods that may be gone: to be settled after a moment
   */
  ImmutableSet<InstanceId> replace(Slice before, Slice after, Departure how) {
    add(after);
    Set<InstanceId> staying = ids(after);
    ImmutableSet.Builder<InstanceId> leaving = ImmutableSet.builder();
    for (InstanceId id : ids(before)) {
      if (!staying.contains(id)) {
        put(id, pods.getOrDefault(id, Pod.UNSEEN).left(before, how));
        if (pods.getOrDefault(id, Pod.UNSEEN).leftBy(how)) {
          leaving.add(id);
        }
      }
    }
    return leaving.build();
  }

  /**
   * The moment is over.
   *
   * @return whether any of these pods was not seen again
   */
  boolean settle(Set<InstanceId> leaving, Departure how) {
    boolean any = false;
    for (InstanceId id : leaving) {
      Pod pod = pods.getOrDefault(id, Pod.UNSEEN);
      if (pod.leftBy(how)) {
        put(id, pod.settled(how));
        any = true;
      }
    }
    return any;
  }

  private void put(InstanceId id, Pod pod) {
    if (!pod.unseen()) {
      pods.put(id, pod);
      return;
    }
    pods.remove(id);
    if (!pod.missed()) {
      gone.add(id);
      if (gone.size() > REMEMBERED) {
        gone.removeFirst();
      }
    }
  }

  private static ImmutableSet<InstanceId> ids(Slice slice) {
    return slice.members().stream().map(Slice.Member::id).collect(toImmutableSet());
  }
}
