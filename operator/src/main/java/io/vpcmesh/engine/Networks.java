package io.vpcmesh.engine;

import com.google.common.collect.ImmutableSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of the networks that a mesh names.
 *
 * @param asked about
 * @param missing those of them that are not there
 * @param unchecked why it could not be told
 * @param at when that was
 */
record Networks(
    ImmutableSet<String> asked,
    ImmutableSet<String> missing,
    Optional<String> unchecked,
    Instant at) {

  static final Networks UNKNOWN =
      new Networks(ImmutableSet.of(), ImmutableSet.of(), Optional.empty(), Instant.EPOCH);

  private static final Duration LOOK_AGAIN = Duration.ofHours(1);

  /** What is missing may be made at any time. */
  private static final Duration LOOK_AGAIN_FOR_MISSING = Duration.ofMinutes(1);

  boolean tellsOf(ImmutableSet<String> vpcs) {
    return asked.equals(vpcs);
  }

  Instant nextLook() {
    return at.plus(missing.isEmpty() ? LOOK_AGAIN : LOOK_AGAIN_FOR_MISSING);
  }
}
