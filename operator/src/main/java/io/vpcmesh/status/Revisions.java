package io.vpcmesh.status;

import io.vpcmesh.api.v1alpha1.RevisionStatus;
import io.vpcmesh.model.Revision;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Which revision runs, and since when it was first complete. */
final class Revisions {

  private Revisions() {}

  static RevisionStatus status(
      Revision<?> running, @Nullable RevisionStatus previous, Verdict verdict, Instant now) {
    return new RevisionStatus(
        running.number(),
        null,
        running.hash(),
        null,
        completedAt(running.hash(), previous, verdict, now));
  }

  /** When a revision was first complete; nothing as long as it was not. */
  static @Nullable String completedAt(
      String hash, @Nullable RevisionStatus previous, Verdict verdict, Instant now) {
    String before =
        previous != null && hash.equals(previous.runningHash()) ? previous.completedAt() : null;
    boolean firstTime = before == null && verdict.ready() == Verdict.Ready.YES;
    return firstTime ? now.truncatedTo(ChronoUnit.SECONDS).toString() : before;
  }
}
