package io.vpcmesh.cloud;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that goes by only when a test says so. */
public final class VirtualClock implements InstantSource {

  private Instant now = Instant.parse("2026-11-02T09:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }
}
