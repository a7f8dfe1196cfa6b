package io.vpcmesh.membership.kubernetes;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.Comparator.comparing;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.membership.kubernetes.Sighting.Departure;
import io.vpcmesh.model.PortNumber;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One pod, put together from the slices that show it: one for each family of addresses, and for
 * moments more while the control plane moves it from one slice to another.
 *
 * @param missed whether a sighting ended since the last one began, and nobody saw it end
 */
record Pod(ImmutableList<Sighting> sightings, boolean missed) {

  private static final Comparator<Sighting> ORDER = comparing(sighting -> sighting.slice().ref());

  static final Pod UNSEEN = new Pod(ImmutableList.of(), false);

  boolean unseen() {
    return sightings.isEmpty();
  }

  /** The pod is in this slice; what it left behind in the same family counts no more. */
  Pod seen(Slice slice, Slice.Member member) {
    Sighting fresh = Sighting.of(slice, member);
    Stream<Sighting> others =
        sightings.stream()
            .filter(old -> !old.in(slice) && !(old.left() && old.ipv6() == fresh.ipv6()));
    return new Pod(
        Stream.concat(others, Stream.of(fresh)).sorted(ORDER).collect(toImmutableList()), false);
  }

  /**
   * The pod is not in this slice any more. Unless it was on its way out, or another slice shows it,
   * its last sighting stays until the departure is settled.
   */
  Pod left(Slice slice, Departure how) {
    Optional<Sighting> last = sightings.stream().filter(it -> it.in(slice)).findFirst();
    if (last.isEmpty() || elsewhere(last.orElseThrow())) {
      return new Pod(without(it -> it.in(slice)), missed);
    }
    return last.orElseThrow().draining()
        ? new Pod(without(it -> it.in(slice)), missed || !how.positively())
        : new Pod(
            sightings.stream()
                .map(it -> it.in(slice) ? it.departed(how) : it)
                .collect(toImmutableList()),
            missed);
  }

  private boolean elsewhere(Sighting last) {
    return sightings.stream()
        .filter(other -> !other.equals(last))
        .anyMatch(other -> !other.left() && other.ipv6() == last.ipv6());
  }

  /** Nothing has shown the pod since this departure. */
  Pod settled(Departure how) {
    return new Pod(without(it -> it.leftBy(how)), missed || !how.positively());
  }

  private ImmutableList<Sighting> without(Predicate<Sighting> which) {
    return sightings.stream().filter(which.negate()).collect(toImmutableList());
  }

  boolean leftBy(Departure how) {
    return sightings.stream().anyMatch(sighting -> sighting.leftBy(how));
  }

  /** What terminates in one slice terminates; else one slice that says ready is enough. */
  State state() {
    if (sightings.stream().anyMatch(Sighting::draining)) {
      return State.DRAINING;
    }
    return sightings.stream().anyMatch(sighting -> sighting.member().state() == State.READY)
        ? State.READY
        : State.NOT_READY;
  }

  Optional<Sighting> ofFamily(boolean ipv6) {
    return sightings.stream().filter(sighting -> sighting.ipv6() == ipv6).findFirst();
  }

  Optional<String> zone() {
    return sightings.stream().flatMap(sighting -> sighting.member().zone().stream()).findFirst();
  }

  Optional<String> node() {
    return sightings.stream().flatMap(sighting -> sighting.member().node().stream()).findFirst();
  }

  Optional<PortNumber> port(String name) {
    return sightings.stream()
        .flatMap(sighting -> Optional.ofNullable(sighting.slice().ports().get(name)).stream())
        .findFirst();
  }
}
