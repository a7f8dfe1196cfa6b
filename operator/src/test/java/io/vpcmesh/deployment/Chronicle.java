package io.vpcmesh.deployment;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.deployment.Changes.Quarantined;
import io.vpcmesh.deployment.Changes.Rollback;
import io.vpcmesh.model.Snapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Remembers a whole life and complains of what must never happen in one. */
final class Chronicle {

  private static final ImmutableSet<Phase> GIVEN_UP =
      ImmutableSet.of(
          Phase.TRIPPED,
          Phase.ROLLING_BACK,
          Phase.ROLLED_BACK,
          Phase.ROLLBACK_FAILED,
          Phase.HALTED,
          Phase.SUPERSEDED);

  private final Map<Long, String> hashes = new HashMap<>();
  private final Set<Long> givenUp = new HashSet<>();
  private final Set<Long> rolledBack = new HashSet<>();
  private final Set<String> failed = new HashSet<>();
  private final ImmutableList.Builder<String> complaints = ImmutableList.builder();
  private Rollout<String> before = Rollout.of(Optional.empty(), Optional.empty());

  ImmutableList<String> complaints() {
    return complaints.build();
  }

  /** What the last pass came to. */
  void add(Life life) {
    Rollout<String> after = life.rollout();
    if (after.stance().live().size() > 2) {
      complaints.add("more than two revisions hold");
    }
    asked(life);
    begun(after);
    given(after);
    runs(after);
    rollback(after);
    kept(life);
    data(life);
    before = after;
  }

  private void complain(boolean wrong, String message) {
    if (wrong) {
      complaints.add(message);
    }
  }

  private void asked(Life life) {
    if (isNew(life, Verb.RETRY)) {
      // What is declared, or what is on hold as long as nobody can tell what is.
      life.declared()
          .map(Snapshot::hash)
          .or(() -> before.deployment().map(Deployment::hash))
          .ifPresent(failed::remove);
    }
    life.tokens()
        .forEach((verb, token) ->
            complain(
                !token.equals(life.changes().handled().get(verb)) && !isYetToBeHeard(life, verb),
                verb + " was not taken note of"));
  }

  /** Who says that a step is over is heard when it can be. */
  private static boolean isYetToBeHeard(Life life, Verb verb) {
    return verb == Verb.PROMOTE
        && life.rollout().underWay().filter(Deployment::waitsForPerson).isPresent();
  }

  private boolean isNew(Life life, Verb verb) {
    return life.tokens().containsKey(verb)
        && !life.tokens().get(verb).equals(before.changes().handled().get(verb));
  }

  /** S32: what failed is not tried again without anybody asking; and no number comes twice. */
  private void begun(Rollout<String> after) {
    Stream.concat(after.changes().past().stream(), after.deployment().stream())
        .filter(it -> it.revision() > before.changes().revisions())
        .forEach(it -> {
          complain(hashes.containsKey(it.revision()), "revision %d again".formatted(it.revision()));
          hashes.put(it.revision(), it.hash());
          if (it.trigger().kind() == Trigger.Kind.UNDO) {
            failed.remove(it.hash());
          }
          complain(failed.contains(it.hash()), it.hash() + " failed and is tried again");
        });
    complain(after.changes().revisions() < before.changes().revisions(), "the numbers start again");
  }

  /** What was given up stays so. */
  private void given(Rollout<String> after) {
    after
        .deployment()
        .ifPresent(it -> {
          complain(
              it.tripped().isPresent() && !GIVEN_UP.contains(it.phase()),
              "given up and %s".formatted(it.phase()));
          complain(
              givenUp.contains(it.revision()) && it.tripped().isEmpty(),
              "revision %d is not given up any more".formatted(it.revision()));
          boolean blamed = it.tripped().filter(trip -> trip.cause().blamesRevision()).isPresent();
          if (it.tripped().isPresent() && givenUp.add(it.revision()) && blamed) {
            failed.add(it.hash());
          }
        });
  }

  /** S28: what runs was completed, and changes at the point of no return only. */
  private void runs(Rollout<String> after) {
    Optional<Long> was = before.running().map(Snapshot::number);
    Optional<Long> is = after.running().map(Snapshot::number);
    boolean turns =
        after
            .deployment()
            .filter(it ->
                it.phase() == Phase.FINALIZING || (it.first() && it.phase() == Phase.COMPLETED))
            .isPresent();
    complain(!was.equals(is) && !turns, "what runs changed from %s to %s".formatted(was, is));
    complain(is.filter(givenUp::contains).isPresent(), "what was given up runs");
    complain(was.isPresent() && is.isEmpty(), "nothing runs any more");
    boolean undo =
        after
            .deployment()
            .filter(it -> it.trigger().kind() == Trigger.Kind.UNDO)
            .filter(it -> it.phase() != Phase.ROLLED_BACK && it.phase() != Phase.SUPERSEDED)
            .isPresent();
    Optional<Quarantined> blamed = after.running().flatMap(it -> after.quarantined(it.hash()));
    complain(blamed.isPresent() && !undo, "what runs is in quarantine: " + blamed);
  }

  /** S30, S32: nothing is taken back that is not under way, nor twice, nor to anything unproven. */
  private void rollback(Rollout<String> after) {
    if (after.changes().lastRollback().equals(before.changes().lastRollback())) {
      return;
    }
    Rollback last = after.changes().lastRollback().orElseThrow();
    complain(
        !rolledBack.add(last.from()), "revision %d was taken back twice".formatted(last.from()));
    complain(
        last.to() != after.running().map(Snapshot::number).orElse(0L),
        "taken back to %d, which does not run".formatted(last.to()));
    boolean was = before.deployment().filter(it -> it.phase() != Phase.COMPLETED).isPresent();
    complain(
        !was && last.from() <= before.changes().revisions(), "taken back with nothing under way");
  }

  private void kept(Life life) {
    long running = life.rollout().running().map(Snapshot::number).orElse(0L);
    long others = life.changes().past().stream().filter(it -> it.revision() != running).count();
    complain(others > 3, "too much of the past is kept");
  }

  private void data(Life life) {
    life.declared()
        .ifPresent(declared ->
            life.rollout().stance().live().stream()
                .filter(it -> it.hash().equals(declared.hash()))
                .forEach(it ->
                    complain(
                        it.generation() != declared.generation()
                            || !it.declared().equals(declared.declared()),
                        "old data in " + it)));
  }
}
