package io.vpcmesh.cloud.simulated;

import io.vpcmesh.model.HealthStatus;
import java.time.Instant;
import java.util.Optional;

/** The health of an instance, and the change of it that is on its way. */
record CustomHealth(HealthStatus status, Optional<Coming> coming) {

  /** A status that was sent and does not count yet. */
  record Coming(HealthStatus status, Instant from) {}

  static CustomHealth of(HealthStatus status) {
    return new CustomHealth(status, Optional.empty());
  }

  HealthStatus at(Instant instant) {
    return coming
        .filter(change -> !change.from().isAfter(instant))
        .map(Coming::status)
        .orElse(status);
  }

  boolean isComing(HealthStatus next, Instant now) {
    return coming
        .filter(change -> change.from().isAfter(now) && change.status() == next)
        .isPresent();
  }

  /** The change will count from that instant; what counts now goes on until then. */
  CustomHealth changing(HealthStatus next, Instant now, Instant from) {
    return new CustomHealth(at(now), Optional.of(new Coming(next, from)));
  }
}
