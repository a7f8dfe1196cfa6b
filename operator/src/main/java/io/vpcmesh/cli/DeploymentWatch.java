package io.vpcmesh.cli;

import io.vpcmesh.deployment.Phase;
import io.vpcmesh.model.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** Follows the newest deployment of an endpoint or a mesh to its end. */
final class DeploymentWatch {

  static final int ROLLED_BACK = 1;
  static final int TIMEOUT = 2;
  static final int SUPERSEDED = 3;

  private static final Duration POLL = Duration.ofSeconds(1);

  /** How long what was declared or asked for just now may take to become a deployment. */
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final DeploymentBook book;
  private final Key key;
  private final InstantSource clock;
  private final Sleep sleep;
  private final Consumer<String> out;
  private Optional<Long> followed = Optional.empty();
  private String told = "";

  /** Lets time pass. */
  interface Sleep {
    void sleep(Duration time) throws InterruptedException;
  }

  DeploymentWatch(
      DeploymentBook book, Key key, InstantSource clock, Sleep sleep, Consumer<String> out) {
    this.book = book;
    this.key = key;
    this.clock = clock;
    this.sleep = sleep;
    this.out = out;
  }

  /** Tells of each step until it is over, or time is up; answers with the exit code. */
  int follow(Duration timeout) throws InterruptedException {
    Instant begun = clock.instant();
    while (true) {
      Duration waited = Duration.between(begun, clock.instant());
      Optional<Integer> end = look(waited);
      if (end.isPresent()) {
        return end.orElseThrow();
      }
      if (waited.compareTo(timeout) >= 0) {
        out.accept("time is up: it goes on without being watched");
        return TIMEOUT;
      }
      sleep.sleep(POLL);
    }
  }

  private Optional<Integer> look(Duration waited) {
    DeploymentBook.Sight sight = book.sight(key).orElseThrow(() -> book.unknown(key));
    boolean awaited = followed.isEmpty() && waited.compareTo(GRACE) < 0 && sight.isAwaited();
    Optional<DeploymentEntry> seen = seen();
    if (seen.isEmpty() && followed.isPresent()) {
      out.accept("its record is not kept any more: newer changes took its place");
      return Optional.of(SUPERSEDED);
    }
    if (seen.isEmpty() && !awaited) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "%s has no deployment: it was not changed since there are any".formatted(key));
    }
    Optional<DeploymentEntry> begun = seen.filter(entry -> !(awaited && entry.isOver()));
    begun.ifPresent(this::tell);
    return begun.flatMap(this::end);
  }

  /** The one that is followed, or the newest. */
  private Optional<DeploymentEntry> seen() {
    return book.deployments(key.ref().namespace()).stream()
        .filter(entry -> entry.key().equals(key))
        .filter(
            entry -> followed.isEmpty() || followed.equals(Optional.of(entry.spec().revision())))
        .reduce((_, newest) -> newest);
  }

  private void tell(DeploymentEntry entry) {
    followed = Optional.of(entry.spec().revision());
    String line =
        "revision %d  %s  %s%s"
            .formatted(
                entry.spec().revision(),
                entry.phase().isEmpty() ? "-" : entry.phase(),
                entry.step(),
                entry.message().map(text -> "  " + text).orElse(""));
    if (!line.equals(told)) {
      told = line;
      out.accept(line.stripTrailing());
    }
  }

  private Optional<Integer> end(DeploymentEntry entry) {
    return entry.stand().flatMap(DeploymentWatch::exitCode);
  }

  private static Optional<Integer> exitCode(Phase phase) {
    return switch (phase) {
      case COMPLETED -> Optional.of(ExitCode.FINE);
      case ROLLED_BACK, ROLLBACK_FAILED, REJECTED, HALTED -> Optional.of(ROLLED_BACK);
      case SUPERSEDED -> Optional.of(SUPERSEDED);
      case PENDING,
          VALIDATING,
          PROVISIONING,
          PROGRESSING,
          BAKING,
          FINALIZING,
          TRIPPED,
          ROLLING_BACK ->
          Optional.empty();
    };
  }
}
