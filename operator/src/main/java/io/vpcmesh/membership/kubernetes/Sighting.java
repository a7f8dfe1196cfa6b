package io.vpcmesh.membership.kubernetes;

import io.vpcmesh.membership.Instance.State;
import java.util.Optional;

/**
 * A pod as one slice shows it, or showed it a moment ago.
 *
 * @param departure how it left the slice, if it did
 */
record Sighting(Slice slice, Slice.Member member, Optional<Departure> departure) {

  /**
   * An event that took pods out of a slice.
   *
   * @param positively whether that was seen to happen
   */
  record Departure(long number, boolean positively) {}

  static Sighting of(Slice slice, Slice.Member member) {
    return new Sighting(slice, member, Optional.empty());
  }

  Sighting departed(Departure how) {
    return new Sighting(slice, member, Optional.of(how));
  }

  boolean left() {
    return departure.isPresent();
  }

  boolean leftBy(Departure how) {
    return departure.filter(how::equals).isPresent();
  }

  boolean in(Slice other) {
    return !left() && slice.ref().equals(other.ref());
  }

  boolean ipv6() {
    return member.ip().isIpv6();
  }

  boolean draining() {
    return member.state() == State.DRAINING;
  }
}
