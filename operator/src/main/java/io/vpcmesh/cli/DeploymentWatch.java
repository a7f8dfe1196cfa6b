package io.vpcmesh.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.deployment.Cause;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.model.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits until it is known what became of what is declared of an endpoint or a mesh. */
final class DeploymentWatch {

  static final int ROLLED_BACK = 1;
  static final int TIMEOUT = 2;
  static final int SUPERSEDED = 3;

  private static final Duration POLL = Duration.ofSeconds(1);

  /** What is declared together is not seen at once: a mesh may come after its endpoints. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** After so long it is said what is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final DeploymentBook book;
  private final Key key;
  private final InstantSource clock;
  private final Sleep sleep;
  private final Voice voice;
  private Optional<Followed> followed = Optional.empty();
  private Optional<Instant> refusedSince = Optional.empty();
  private Optional<String> awaited = Optional.empty();
  private String told = "";
  private Optional<String> caution = Optional.empty();

  /** Lets time pass. */
  interface Sleep {
    void sleep(Duration time) throws InterruptedException;
  }

  /**
   * Who is told.
   *
   * @param out of each step
   * @param aside of what has to be known besides
   */
  record Voice(Consumer<String> out, Consumer<String> aside) {}

  /**
   * A change that was seen under way.
   *
   * @param generation what was declared then
   */
  private record Followed(long revision, long generation) {}

  DeploymentWatch(DeploymentBook book, Key key, InstantSource clock, Sleep sleep, Voice voice) {
    this.book = book;
    this.key = key;
    this.clock = clock;
    this.sleep = sleep;
    this.voice = voice;
  }

  /** Tells of each step until it is over, or time is up; answers with the exit code. */
  int follow(Duration timeout) throws InterruptedException {
    Instant begun = clock.instant();
    while (true) {
      Optional<Integer> end = look();
      Duration waited = Duration.between(begun, clock.instant());
      if (end.isPresent()) {
        return end.orElseThrow();
      }
      if (waited.compareTo(timeout) >= 0) {
        voice.out().accept("time is up: " + awaited.orElse("it goes on without being watched"));
        return TIMEOUT;
      }
      if (waited.compareTo(PATIENCE) >= 0) {
        awaited.ifPresent(what -> tell("waiting: " + what));
      }
      sleep.sleep(POLL);
    }
  }

  private Optional<Integer> look() {
    warn();
    // What was written down is looked at first: whatever is read after that is at least as new.
    Optional<String> unread = book.unread(key);
    Optional<Sight> found = book.sight(key);
    awaited = unread.or(() -> found.flatMap(Sight::awaited));
    if (awaited.isPresent()) {
      refusedSince = Optional.empty();
      return Optional.empty();
    }
    Sight sight = found.orElseThrow(() -> book.unknown(key));
    ImmutableList<DeploymentEntry> entries =
        book.deployments(key.ref().namespace()).stream()
            .filter(entry -> entry.key().equals(key))
            .collect(toImmutableList());
    Optional<Course> newest = Course.newest(sight, entries);
    boolean left =
        followed
            .filter(it -> newest.filter(other -> other.revision() == it.revision()).isEmpty())
            .isPresent();
    return left ? left(entries) : look(sight, newest);
  }

  private void warn() {
    Optional<String> now = book.caution();
    now.filter(_ -> !now.equals(caution)).ifPresent(voice.aside());
    caution = now;
  }

  /** The change that was followed is not the newest any more. */
  private Optional<Integer> left(ImmutableList<DeploymentEntry> entries) {
    Optional<DeploymentEntry> former =
        entries.stream()
            .filter(entry -> entry.spec().revision() == followed.orElseThrow().revision())
            .findFirst();
    if (former.isEmpty()) {
      tell("its record is not kept any more: newer changes took its place");
      return Optional.of(SUPERSEDED);
    }
    DeploymentEntry entry = former.orElseThrow();
    tell(Course.of(entry, true).line());
    return entry
        .stand()
        .filter(Phase::isOver)
        .map(phase ->
            switch (phase) {
              case COMPLETED -> ExitCode.FINE;
              case SUPERSEDED -> SUPERSEDED;
              default -> isReverted(entry) ? SUPERSEDED : ROLLED_BACK;
            });
  }

  private static boolean isReverted(DeploymentEntry entry) {
    return entry.reason().equals(Cause.REVERTED.spelled());
  }

  private Optional<Integer> look(Sight sight, Optional<Course> newest) {
    Optional<Course> underWay = newest.filter(Course::isUnderWay);
    underWay.ifPresent(course -> {
      followed =
          followed.or(() -> Optional.of(new Followed(course.revision(), sight.generation())));
      tell(course.line());
    });
    if (underWay.flatMap(Course::stand).equals(Optional.of(Phase.ROLLBACK_FAILED))) {
      return Optional.of(ROLLED_BACK);
    }
    if (underWay.isPresent()) {
      return refused(sight);
    }
    return newest.filter(course -> !course.told()).isPresent()
        ? Optional.empty()
        : end(sight, newest);
  }

  /** Nothing is under way. */
  private Optional<Integer> end(Sight sight, Optional<Course> last) {
    Optional<Phase> phase = last.flatMap(Course::stand);
    if (phase.equals(Optional.of(Phase.COMPLETED))) {
      return completed(sight, last.orElseThrow());
    }
    if (sight.runs()) {
      return Optional.of(runs(sight, last));
    }
    boolean failed =
        phase
            .filter(it ->
                switch (it) {
                  case ROLLED_BACK, REJECTED, HALTED -> true;
                  default -> false;
                })
            .isPresent();
    if (failed && sight.refusal().isPresent() && !sight.isRefusedAsDeclared()) {
      tell(last.orElseThrow().line());
      return Optional.of(ROLLED_BACK);
    }
    if (followed.isPresent() && phase.equals(Optional.of(Phase.SUPERSEDED))) {
      tell(last.orElseThrow().line());
      return Optional.of(SUPERSEDED);
    }
    return refused(sight);
  }

  private Optional<Integer> completed(Sight sight, Course last) {
    if (followed.isEmpty() && sight.refusal().isPresent()) {
      return refused(sight);
    }
    if (followed.isEmpty() && sight.isPending()) {
      return Optional.empty();
    }
    tell(last.line());
    return Optional.of(ExitCode.FINE);
  }

  /** What is declared runs without having been brought in by the last change. */
  private int runs(Sight sight, Optional<Course> last) {
    followed.ifPresent(_ -> last.map(Course::line).ifPresent(this::tell));
    if (followed.filter(it -> it.generation() < sight.generation()).isPresent()) {
      tell("what ran before was declared again in its place");
      return SUPERSEDED;
    }
    tell(
        sight
            .running()
            .map("revision %d runs, and is what is declared"::formatted)
            .orElse("what is declared runs"));
    return ExitCode.FINE;
  }

  /** What is refused for a moment only may have been looked at before what it needs. */
  private Optional<Integer> refused(Sight sight) {
    Optional<String> why = sight.refusal();
    if (why.isEmpty()) {
      refusedSince = Optional.empty();
      return Optional.empty();
    }
    Instant now = clock.instant();
    tell("what is declared does not run: " + why.orElseThrow());
    refusedSince = refusedSince.or(() -> Optional.of(now));
    boolean lasting = refusedSince.filter(since -> !since.plus(GRACE).isAfter(now)).isPresent();
    return lasting ? Optional.of(ROLLED_BACK) : Optional.empty();
  }

  private void tell(String line) {
    if (!line.equals(told)) {
      told = line;
      voice.out().accept(line);
    }
  }
}
