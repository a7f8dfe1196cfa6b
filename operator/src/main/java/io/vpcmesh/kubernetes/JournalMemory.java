package io.vpcmesh.kubernetes;

import com.google.common.collect.ImmutableSet;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What this process knows of a stored journal.
 *
 * @param version that the next write follows; absent as long as there is none to follow
 * @param mine hashes of what was written or read last, and of all that was tried since: a write
 *     whose answer was lost may have happened
 */
record JournalMemory(Optional<String> version, ImmutableSet<String> mine) {

  static final JournalMemory EMPTY = new JournalMemory(Optional.empty(), ImmutableSet.of());

  /** This was written, or read, and is what is there. */
  static JournalMemory of(String version, String text) {
    return new JournalMemory(Optional.of(version), ImmutableSet.of(hash(text)));
  }

  /** This is about to be sent. */
  JournalMemory trying(String text) {
    return new JournalMemory(
        version, ImmutableSet.<String>builder().addAll(mine).add(hash(text)).build());
  }

  /** What is there is ours, under this version. */
  JournalMemory found(String current) {
    return new JournalMemory(Optional.of(current), mine);
  }

  /** There is none any more. */
  JournalMemory lost() {
    return new JournalMemory(Optional.empty(), mine);
  }

  /** Whether nobody but this process can have stored that. */
  boolean isMine(String stored) {
    return mine.contains(hash(stored));
  }

  private static String hash(String text) {
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
  }
}
