package io.vpcmesh.model;

import java.util.Optional;

/**
 * Which revisions hold right now. At rest only one is running; a deployment adds a target.
 *
 * @param running the newest completed revision
 * @param target the revision that a deployment is bringing in
 * @param share how much of the fleet has the target, 0 to 100
 */
public record Stance<S>(
    Optional<Revision<S>> running, Optional<Revision<S>> target, Phase phase, int share) {

  /** Nothing is under way. */
  public static <S> Stance<S> atRest(Revision<S> running) {
    return new Stance<>(Optional.of(running), Optional.empty(), Phase.AT_REST, 0);
  }

  /** Nothing is wanted: the resource goes away or was never accepted. */
  public static <S> Stance<S> nothing() {
    return new Stance<>(Optional.empty(), Optional.empty(), Phase.AT_REST, 0);
  }

  /** Where a deployment stands. */
  public enum Phase {
    AT_REST
  }
}
