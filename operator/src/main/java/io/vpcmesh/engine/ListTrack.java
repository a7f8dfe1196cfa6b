package io.vpcmesh.engine;

import io.vpcmesh.firewall.KnownList;
import io.vpcmesh.model.AwsFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is known of one managed prefix list, and when to look again. */
final class ListTrack {

  /** After what time a surprising read is made once more: what is read lags behind changes. */
  private static final Duration CONFIRM = Duration.ofSeconds(5);

  /** What keeps a list from being let in may be mended at any time. */
  private static final Duration AGAIN_WHEN_REFUSED = Duration.ofMinutes(1);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
  private static final int MAX_DOUBLINGS = 6;

  private KnownList known = new KnownList.Unknown();
  private Optional<KnownList> doubtful = Optional.empty();
  private Instant dueAt = Instant.EPOCH;
  private Optional<AwsFailure> failure = Optional.empty();
  private int failures;

  KnownList known() {
    return known;
  }

  Instant dueAt() {
    return dueAt;
  }

  /** Why the last read failed. What was known before is known still. */
  Optional<AwsFailure> failure() {
    return failure;
  }

  /** It could not be read: patience grows, but never ends. */
  void failed(AwsFailure why, Instant now) {
    failure = Optional.of(why);
    dueAt = now.plus(FIRST_RETRY.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS)));
    failures++;
  }

  /** Whatever failed before may work now. */
  void encourage() {
    if (failure.isPresent()) {
      failures = 0;
      dueAt = Instant.EPOCH;
    }
  }

  /**
   * Takes in what was read, unless it surprises: then it is read once more.
   *
   * @return whether more or something else is known now
   */
  boolean read(KnownList found, Instant now, Duration auditEvery) {
    boolean failed = failure.isPresent();
    failure = Optional.empty();
    failures = 0;
    boolean surprise =
        !(known instanceof KnownList.Unknown)
            && !known.equals(found)
            && !doubtful.equals(Optional.of(found));
    if (surprise) {
      doubtful = Optional.of(found);
      dueAt = now.plus(CONFIRM);
      return failed;
    }
    boolean news = failed || !known.equals(found);
    known = found;
    doubtful = Optional.empty();
    dueAt = now.plus(isFine(found) ? auditEvery : AGAIN_WHEN_REFUSED);
    return news;
  }

  private static boolean isFine(KnownList list) {
    return list instanceof KnownList.Present present && present.tooWide().isEmpty();
  }
}
