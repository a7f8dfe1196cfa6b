package io.vpcmesh.standalone.directory;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.standalone.directory.ResourceRecord.Orphaned;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * When resources that vanished may be deleted without asking. A directory that is empty, about to
 * change, on another branch or short of much looks like an accident, and then nothing is deleted.
 */
final class PruneRule {

  private static final Duration QUIET_WITH_GIT = Duration.ofSeconds(5);
  private static final Duration QUIET_WITHOUT_GIT = Duration.ofSeconds(60);
  private static final Duration BUDGET_TIME = Duration.ofMinutes(5);
  private static final int BUDGET_AT_LEAST = 3;
  private static final int BUDGET_PERCENT = 10;

  private PruneRule() {}

  /** What the rule says. */
  sealed interface Verdict {

    /** There is nothing to prune, or it is too early to say. */
    record NotNow() implements Verdict {}

    /** These are gone on purpose. */
    record Prune(ImmutableSet<ManifestName> names) implements Verdict {}

    /** Too many are gone. */
    record TooMany(String problem) implements Verdict {}
  }

  static Verdict judge(DirectoryMemory memory, Collection<ResourceRecord> records, Instant now) {
    ImmutableSet<ManifestName> gone = goneOnThisBranch(memory.look(), records);
    if (gone.isEmpty() || !isCalm(memory, now)) {
      return new Verdict.NotNow();
    }
    int budget = Math.max(BUDGET_AT_LEAST, records.size() * BUDGET_PERCENT / 100);
    int left = budget - recent(memory.pruned(), now).size();
    return gone.size() <= left
        ? new Verdict.Prune(gone)
        : new Verdict.TooMany(
            "%d resources have vanished, --prune may delete %d of %d in five minutes: put them back, or run 'vpcmesh prune'"
                .formatted(gone.size(), budget, records.size()));
  }

  /** The prunes that count against the budget. */
  static ImmutableList<Instant> recent(Collection<Instant> pruned, Instant now) {
    return pruned.stream()
        .filter(at -> at.isAfter(now.minus(BUDGET_TIME)))
        .collect(ImmutableList.toImmutableList());
  }

  /** The namespaces that vanished, and that only a person may prune. */
  static ImmutableSet<ManifestName> inhabited(Collection<ResourceRecord> records) {
    return records.stream()
        .filter(ResourceRecord::isPrunable)
        .map(ResourceRecord::name)
        .filter(name -> isInhabited(name, records))
        .collect(ImmutableSet.toImmutableSet());
  }

  private static ImmutableSet<ManifestName> goneOnThisBranch(
      Look look, Collection<ResourceRecord> records) {
    return records.stream()
        .filter(ResourceRecord::isPrunable)
        .filter(
            record -> record.orphaned().map(Orphaned::branch).equals(Optional.of(look.branch())))
        .map(ResourceRecord::name)
        .filter(name -> !isInhabited(name, records))
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Without its labels a namespace could take all of its endpoints out of their mesh. */
  private static boolean isInhabited(ManifestName name, Collection<ResourceRecord> records) {
    return name.kind() == ManifestName.Kind.NAMESPACE
        && Orphans.endpointsIn(name, records).findAny().isPresent();
  }

  private static boolean isCalm(DirectoryMemory memory, Instant now) {
    Duration quiet = memory.look().branch().isPresent() ? QUIET_WITH_GIT : QUIET_WITHOUT_GIT;
    return !memory.look().visible().isEmpty()
        && memory.lookedSameFor(quiet, now)
        && memory.files().values().stream().allMatch(FileMemory::isSettled);
  }
}
