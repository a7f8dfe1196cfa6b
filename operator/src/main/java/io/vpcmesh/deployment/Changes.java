package io.vpcmesh.deployment;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What must not be forgotten of the changes of a resource, beside what runs.
 *
 * @param <D> its spec
 * @param former the revision that ran before, to which a person may go back
 * @param revisions the highest number that a revision had so far
 * @param change the one under way, or else the last one
 * @param past those before it that are still kept, oldest first
 * @param quarantine revisions that failed and are not tried again by themselves, newest last
 * @param handled the last token of each verb that was seen to
 */
public record Changes<D>(
    Optional<Snapshot<D>> former,
    long revisions,
    Optional<Change<D>> change,
    ImmutableList<Deployment> past,
    ImmutableList<Quarantined> quarantine,
    Optional<Rollback> lastRollback,
    ImmutableSortedMap<Verb, String> handled) {

  private static final int MOST_QUARANTINED = 10;

  /** None so far. */
  static <D> Changes<D> none(long revisions) {
    return new Changes<>(
        Optional.empty(),
        revisions,
        Optional.empty(),
        ImmutableList.of(),
        ImmutableList.of(),
        Optional.empty(),
        ImmutableSortedMap.of());
  }

  /** A deployment with what it brings in. */
  public record Change<D>(Snapshot<D> target, Deployment deployment) {

    Change<D> to(Deployment next) {
      return new Change<>(target, next);
    }
  }

  /** A revision that failed. */
  public record Quarantined(String hash, long revision, Cause cause, Instant at) {}

  /** A rollback that is over. */
  public record Rollback(
      long from, long to, Cause cause, String message, Instant at, Duration duration) {}

  /** The same change, further on. */
  Changes<D> change(Change<D> next) {
    return new Changes<>(
        former, revisions, Optional.of(next), past, quarantine, lastRollback, handled);
  }

  /** Another change. */
  Changes<D> begin(Change<D> next) {
    ImmutableList<Deployment> all =
        Stream.concat(past.stream(), change.map(Change::deployment).stream())
            .collect(ImmutableList.toImmutableList());
    return new Changes<>(
        former, next.target().number(), Optional.of(next), all, quarantine, lastRollback, handled);
  }

  /** So many of the past, besides that of what runs. */
  Changes<D> keeping(int most, Optional<Snapshot<D>> running) {
    long runs = running.map(Snapshot::number).orElse(0L);
    ImmutableList<Deployment> others =
        past.stream().filter(it -> it.revision() != runs).collect(ImmutableList.toImmutableList());
    ImmutableList<Deployment> newest = last(others, most);
    ImmutableList<Deployment> kept =
        past.stream()
            .filter(it -> it.revision() == runs || newest.contains(it))
            .collect(ImmutableList.toImmutableList());
    return new Changes<>(former, revisions, change, kept, quarantine, lastRollback, handled);
  }

  Changes<D> former(Optional<Snapshot<D>> next) {
    return new Changes<>(next, revisions, change, past, quarantine, lastRollback, handled);
  }

  Changes<D> rolledBack(Rollback how) {
    return new Changes<>(former, revisions, change, past, quarantine, Optional.of(how), handled);
  }

  Changes<D> quarantining(Quarantined failed) {
    ImmutableList<Quarantined> all =
        ImmutableList.<Quarantined>builder().addAll(without(failed.hash())).add(failed).build();
    return quarantine(latest(all));
  }

  /** As many of those that failed as are remembered. */
  static ImmutableList<Quarantined> latest(ImmutableList<Quarantined> failed) {
    return last(failed, MOST_QUARANTINED);
  }

  Changes<D> releasing(String hash) {
    return quarantine(without(hash));
  }

  Changes<D> handled(ImmutableSortedMap<Verb, String> tokens) {
    return new Changes<>(former, revisions, change, past, quarantine, lastRollback, tokens);
  }

  private ImmutableList<Quarantined> without(String hash) {
    return quarantine.stream()
        .filter(it -> !it.hash().equals(hash))
        .collect(ImmutableList.toImmutableList());
  }

  private Changes<D> quarantine(ImmutableList<Quarantined> next) {
    return new Changes<>(former, revisions, change, past, next, lastRollback, handled);
  }

  private static <T> ImmutableList<T> last(ImmutableList<T> all, int most) {
    return all.subList(Math.max(0, all.size() - most), all.size());
  }
}
