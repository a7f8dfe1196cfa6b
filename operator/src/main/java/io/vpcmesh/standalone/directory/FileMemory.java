package io.vpcmesh.standalone.directory;

import io.vpcmesh.manifest.ManifestFile;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of one manifest file. Its content counts only once it was left alone for a while,
 * so that nobody acts on half of a file.
 *
 * @param look absent when the file is gone
 * @param since when it began to look so
 * @param read its content, when it was read since then
 * @param counts the content that counts; absent until something was read for the first time
 * @param counted the trace of that content, perhaps from before a restart
 */
record FileMemory(
    Optional<Fingerprint> look,
    Instant since,
    Optional<Reading> read,
    Optional<ManifestFile> counts,
    Optional<CountedFile> counted) {

  /** A file is read and counts once it was unchanged for so long. */
  static final Duration QUIET = Duration.ofSeconds(1);

  /** So long when something is missing in it that was there: a cut-off file looks like that. */
  static final Duration QUIET_WHEN_LESS = Duration.ofSeconds(5);

  /** Longer than editors and Git need to put a new file in the place of an old one. */
  static final Duration QUIET_WHEN_GONE = Duration.ofSeconds(2);

  /** A file of which nothing was seen yet. */
  static FileMemory unseen(Optional<CountedFile> counted, Instant now) {
    return new FileMemory(Optional.empty(), now, Optional.empty(), Optional.empty(), counted);
  }

  FileMemory seen(Optional<Fingerprint> next, Instant now) {
    return next.equals(look) ? this : new FileMemory(next, now, Optional.empty(), counts, counted);
  }

  /** Ignores a reading of what has been written to meanwhile. */
  FileMemory read(Reading reading) {
    return look.equals(Optional.of(reading.fingerprint()))
        ? new FileMemory(look, since, Optional.of(reading), counts, counted)
        : this;
  }

  FileMemory count(Reading reading, Optional<String> branch) {
    CountedFile trace = new CountedFile(reading.fingerprint().length(), branch);
    return new FileMemory(look, since, read, Optional.of(reading.content()), Optional.of(trace));
  }

  boolean isToBeRead(Instant now) {
    return look.isPresent() && read.isEmpty() && unchangedFor(QUIET, now);
  }

  boolean isGone(Instant now) {
    return look.isEmpty() && unchangedFor(QUIET_WHEN_GONE, now);
  }

  /** Gone since a moment: it may just be replaced. */
  boolean isVanishing() {
    return look.isEmpty();
  }

  /** Whether what it contains is the content that counts. */
  boolean isSettled() {
    return read.isPresent() && read.map(Reading::content).equals(counts);
  }

  /** Whether nothing is known yet of what it contains. */
  boolean isUnknown() {
    return counts.isEmpty();
  }

  boolean isShorterThanCounted(Reading reading) {
    return counted.filter(before -> reading.fingerprint().length() < before.length()).isPresent();
  }

  boolean unchangedFor(Duration time, Instant now) {
    return !since.plus(time).isAfter(now);
  }
}
