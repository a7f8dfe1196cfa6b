package io.vpcmesh.deployment;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Optional;

/**
 * A deployment as its record tells of it: all that there is when the journal is lost.
 *
 * @param <D> the spec of what changed
 * @param owner UID of the resource that the record goes with; absent where it goes with none
 * @param hash of the configuration that was brought in, as the record says
 * @param generation that declared it
 * @param spec what was brought in, without what is data; absent when it cannot be read
 * @param completed whether it was marked: from there was no way back any more
 * @param source the revision that ran before; absent for a first deployment
 * @param told what its status said; that decides nothing that could open anything
 */
public record Recorded<D>(
    Optional<String> owner,
    long revision,
    String hash,
    long generation,
    Optional<D> spec,
    boolean completed,
    Optional<Long> source,
    Trigger trigger,
    Optional<Told> told) {

  /** How far it came, as a person was told. */
  public record Told(
      Phase phase,
      Optional<Deployment.Remark> remark,
      Instant begunAt,
      Instant since,
      ImmutableList<Evidence> evidence) {}

  /** Whether it is known to have ended, and not with what it brought in. */
  boolean isTaken() {
    return told.map(Told::phase)
        .filter(phase -> phase.isOver() && phase != Phase.COMPLETED && phase != Phase.HALTED)
        .isPresent();
  }

  /** Why it was given up. */
  Cause cause() {
    return given().orElse(Cause.STATE_LOST);
  }

  /** Whether it ended without anything that speaks against it. */
  boolean isBlameless() {
    return told.map(Told::phase)
        .filter(phase ->
            switch (phase) {
              case REJECTED -> true;
              case SUPERSEDED -> given().filter(Cause::blamesRevision).isEmpty();
              case ROLLED_BACK -> !cause().blamesRevision();
              default -> false;
            })
        .isPresent();
  }

  private Optional<Cause> given() {
    return told.filter(_ -> isTaken())
        .flatMap(Told::remark)
        .flatMap(why -> Cause.spelled(why.reason()));
  }
}
