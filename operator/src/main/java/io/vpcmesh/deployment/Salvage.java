package io.vpcmesh.deployment;

import static java.util.Comparator.comparingLong;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.deployment.Changes.Change;
import io.vpcmesh.deployment.Changes.Quarantined;
import io.vpcmesh.deployment.Deployment.Remark;
import io.vpcmesh.deployment.Deployment.Trip;
import io.vpcmesh.deployment.Recorded.Told;
import io.vpcmesh.model.DeploymentPolicy;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.model.Stance;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds again what runs of a resource, and what must not, when its journal is lost and the records
 * of its deployments are there. Pure.
 *
 * @param <D> its spec
 * @param reading the spec that was brought in, with the data of what is declared; empty when it is
 *     not what the record says that it is
 * @param policy for what is still to be done
 * @param tokens what people ask for by now
 */
public record Salvage<D>(
    Function<Recorded<D>, Optional<D>> reading,
    DeploymentPolicy policy,
    ImmutableMap<Verb, String> tokens,
    Instant now) {

  /** Numbers of revisions end long before this one; the next one has to have room. */
  private static final long HIGHEST = 1_000_000_000_000L;

  /** What the records of the resource of that UID tell; empty when there are none. */
  public Optional<Rollout<D>> of(String uid, Iterable<Recorded<D>> all) {
    ImmutableList<Recorded<D>> records = records(uid, all);
    if (records.isEmpty()) {
      return Optional.empty();
    }
    Optional<Recorded<D>> completed = newest(records);
    Optional<Snapshot<D>> running =
        completed.filter(it -> isTheOnlyOne(it, records)).flatMap(this::read);
    boolean ran = completed.isPresent() || records.stream().anyMatch(it -> it.source().isPresent());
    return Optional.of(
        running.isPresent()
            ? found(running.orElseThrow(), records)
            : ran ? unknown(records) : first(records));
  }

  /** Those of a former life go with it; oldest first. */
  private ImmutableList<Recorded<D>> records(String uid, Iterable<Recorded<D>> all) {
    return ImmutableList.copyOf(all).stream()
        .filter(it -> it.owner().map(uid::equals).orElse(true))
        .filter(it -> it.revision() > 0 && it.revision() < HIGHEST)
        .sorted(comparingLong(Recorded::revision))
        .collect(ImmutableList.toImmutableList());
  }

  private static <D> Optional<Recorded<D>> newest(ImmutableList<Recorded<D>> records) {
    return records.reverse().stream().filter(Recorded::completed).findFirst();
  }

  /** Two that say different things under one number say nothing. */
  private static <D> boolean isTheOnlyOne(Recorded<D> it, ImmutableList<Recorded<D>> records) {
    return records.stream().filter(other -> other.revision() == it.revision()).count() == 1;
  }

  private Optional<Snapshot<D>> read(Recorded<D> record) {
    return reading
        .apply(record)
        .map(spec -> new Snapshot<>(record.revision(), record.hash(), record.generation(), spec));
  }

  private Rollout<D> found(Snapshot<D> running, ImmutableList<Recorded<D>> records) {
    Recorded<D> last = records.getLast();
    boolean runs = last.revision() == running.number();
    Optional<Snapshot<D>> target =
        runs
            ? Optional.of(running)
            : Optional.of(last).filter(it -> isTheOnlyOne(it, records)).flatMap(this::read);
    Optional<Change<D>> change =
        target.map(it ->
            new Change<>(
                it, runs || last.isTaken() ? over(last, Phase.ROLLED_BACK) : takenBack(last)));
    ImmutableList<Recorded<D>> others =
        change.isPresent() ? records.subList(0, records.size() - 1) : records;
    Optional<Snapshot<D>> former =
        newest(
                records.stream()
                    .filter(it -> it.revision() < running.number())
                    .collect(ImmutableList.toImmutableList()))
            .filter(it -> isTheOnlyOne(it, records))
            .flatMap(this::read);
    ImmutableList<Quarantined> failed =
        quarantine(
            records.stream()
                .filter(it -> it.completed() || !it.isBlameless())
                // A rollback that is under way comes to that by itself.
                .filter(
                    it -> it.completed() || it.isTaken() || change.isEmpty() || !it.equals(last))
                .collect(ImmutableList.toImmutableList()));
    return new Rollout<>(
        Optional.of(running),
        changes(former, change, over(others, Phase.ROLLED_BACK), failed, last.revision()));
  }

  /** Something ran, and nobody knows what: nothing that was not completed is taken for it. */
  private Rollout<D> unknown(ImmutableList<Recorded<D>> records) {
    return nothing(records, Phase.HALTED, quarantine(records));
  }

  /** Nothing ever ran: what was withdrawn stays withdrawn, and what was under way begins anew. */
  private Rollout<D> first(ImmutableList<Recorded<D>> records) {
    return nothing(
        records,
        Phase.SUPERSEDED,
        quarantine(
            records.stream()
                .filter(it -> it.isTaken() && !it.isBlameless() && it.cause() != Cause.STATE_LOST)
                .collect(ImmutableList.toImmutableList())));
  }

  private Rollout<D> nothing(
      ImmutableList<Recorded<D>> records, Phase ending, ImmutableList<Quarantined> failed) {
    return new Rollout<>(
        Optional.empty(),
        changes(
            Optional.empty(),
            Optional.empty(),
            over(records, ending),
            failed,
            records.getLast().revision()));
  }

  private Changes<D> changes(
      Optional<Snapshot<D>> former,
      Optional<Change<D>> change,
      ImmutableList<Deployment> past,
      ImmutableList<Quarantined> failed,
      long revisions) {
    return new Changes<>(
        former,
        revisions,
        change,
        past,
        failed,
        Optional.empty(),
        // Whether a token was seen to is not known, and nothing is done twice.
        ImmutableSortedMap.copyOf(tokens));
  }

  /** What failed, and is not tried again by itself: one that was completed later did not. */
  private ImmutableList<Quarantined> quarantine(ImmutableList<Recorded<D>> records) {
    Map<String, Quarantined> failed = new LinkedHashMap<>();
    Optional<Recorded<D>> ran = Optional.empty();
    for (Recorded<D> record : records) {
      failed.remove(record.hash());
      if (record.completed()) {
        if (record.trigger().kind() == Trigger.Kind.UNDO) {
          ran.ifPresent(undone -> failed.put(undone.hash(), blame(undone, Cause.UNDONE)));
          failed.remove(record.hash());
        }
        ran = Optional.of(record);
      } else {
        failed.put(record.hash(), blame(record, record.cause()));
      }
    }
    return Changes.latest(ImmutableList.copyOf(failed.values()));
  }

  private Quarantined blame(Recorded<D> record, Cause cause) {
    Instant at = cause == Cause.STATE_LOST ? now : record.told().map(Told::since).orElse(now);
    return new Quarantined(record.hash(), record.revision(), cause, at);
  }

  /** It was under way when its journal was lost: everything goes back to what runs. */
  private Deployment takenBack(Recorded<D> record) {
    return deployment(record, Phase.ROLLING_BACK, now, Optional.of(lost()));
  }

  private ImmutableList<Deployment> over(ImmutableList<Recorded<D>> records, Phase ending) {
    return records.stream().map(it -> over(it, ending)).collect(ImmutableList.toImmutableList());
  }

  /** It ended, or is taken to have ended so. */
  private Deployment over(Recorded<D> record, Phase ending) {
    Instant since = record.told().map(Told::since).orElse(now);
    if (record.completed()) {
      return deployment(record, Phase.COMPLETED, since, Optional.empty());
    }
    return record.isTaken()
        ? deployment(
            record, record.told().orElseThrow().phase(), since, record.told().flatMap(Told::remark))
        : deployment(record, ending, now, Optional.of(lost()));
  }

  private static Remark lost() {
    return new Remark(
        Cause.STATE_LOST.spelled(),
        "the journal was lost while it was under way, so that nobody knows how far it came");
  }

  private Deployment deployment(
      Recorded<D> record, Phase phase, Instant since, Optional<Remark> remark) {
    ImmutableList<Evidence> evidence =
        record.told().map(Told::evidence).orElseGet(ImmutableList::of);
    boolean tripped = phase.isBeingTakenBack() || phase == Phase.HALTED;
    return new Deployment(
        record.revision(),
        record.hash(),
        record.trigger(),
        policy,
        record.source().isEmpty(),
        false,
        phase,
        phase == Phase.COMPLETED ? 1 : 0,
        record.told().map(Told::begunAt).orElse(now),
        since,
        Optional.empty(),
        Stance.Phase.AT_REST,
        Optional.empty(),
        failures(evidence),
        evidence,
        tripped ? Optional.of(new Trip(record.cause(), since)) : Optional.empty(),
        remark,
        false);
  }

  private static ImmutableSortedMap<Cause, ImmutableSortedSet<String>> failures(
      ImmutableList<Evidence> evidence) {
    ImmutableSet<Cause> causes =
        evidence.stream().map(Evidence::cause).collect(ImmutableSet.toImmutableSet());
    ImmutableSortedMap.Builder<Cause, ImmutableSortedSet<String>> failures =
        ImmutableSortedMap.naturalOrder();
    causes.forEach(cause ->
        failures.put(
            cause,
            evidence.stream()
                .filter(it -> it.cause() == cause)
                .map(Evidence::unit)
                .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo))));
    return failures.buildOrThrow();
  }
}
