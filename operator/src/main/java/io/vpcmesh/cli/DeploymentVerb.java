package io.vpcmesh.cli;

import com.google.common.base.Ascii;
import io.vpcmesh.cli.DeploymentBook.Said;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.deployment.Verb;
import io.vpcmesh.model.Key;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks the operator or the daemon for something, by an annotation with a token of its own. */
abstract sealed class DeploymentVerb implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private DeploymentsWhere where;

  @Parameters(paramLabel = TargetArgument.LABEL, description = "The endpoint or the mesh.")
  private String target;

  private final Verb verb;
  private final String asked;

  /**
   * @param asked what is asked for, as the rest of a sentence
   */
  DeploymentVerb(Verb verb, String asked) {
    this.verb = verb;
    this.asked = asked;
  }

  @Override
  public Integer call() throws InterruptedException {
    Key key = TargetArgument.key(spec, target);
    PrintWriter out = spec.commandLine().getOut();
    try (DeploymentBook book = where.open()) {
      Sight sight = book.sight(key).orElseThrow(() -> book.unknown(key));
      Optional<String> idle =
          sight.isAwaited()
              ? Optional.empty()
              : sight.status().flatMap(said -> idle(book, key, said));
      if (idle.isPresent()) {
        out.printf("There is nothing to %s: %s.%n", word(), idle.orElseThrow());
        out.flush();
        return ExitCode.FINE;
      }
      String done = book.ask(key, verb, UUID.randomUUID().toString());
      out.printf("Asked for %s: %s.%n", target, asked);
      out.println(done + ".");
      out.printf(
          "To see what becomes of it: vpcmesh deployments watch %s %s%n", target, book.flag());
    }
    out.flush();
    return ExitCode.FINE;
  }

  /** Why there is nothing that this could be about, if so. */
  private Optional<String> idle(DeploymentBook book, Key key, Said said) {
    return switch (verb) {
      case RETRY ->
          only(
              isRetried(said) || !isInStep(book, key, said),
              "no change of %s was taken back or rejected");
      case UNDO ->
          said.isUnderWay() || said.isIn(Phase.REJECTED, Phase.HALTED)
              ? Optional.of("a change of %s is not over, and has to be first".formatted(target))
              : only(
                  hasFormer(book, key, said),
                  "no revision of %s is known that ran before the running one");
      case PROMOTE, PAUSE -> only(said.isUnderWay(), "no change of %s is under way");
      case ABORT ->
          only(said.isUnderWay() || said.isIn(Phase.HALTED), "no change of %s is under way");
    };
  }

  private Optional<String> only(boolean heard, String otherwise) {
    return heard ? Optional.empty() : Optional.of(otherwise.formatted(target));
  }

  private static boolean isRetried(Said said) {
    boolean failed = said.diverged().filter("RolledBack"::equals).isPresent();
    return failed
        || said.isIn(
            Phase.REJECTED, Phase.HALTED, Phase.TRIPPED, Phase.ROLLING_BACK, Phase.ROLLBACK_FAILED);
  }

  /** A status is written after the record; what it says may be past. */
  private static boolean isInStep(DeploymentBook book, Key key, Said said) {
    return book.deployments(key.ref().namespace()).stream()
        .filter(entry -> entry.key().equals(key))
        .reduce((_, newest) -> newest)
        .flatMap(DeploymentEntry::stand)
        .filter(phase -> !said.isIn(phase))
        .isEmpty();
  }

  /** The record of what runs says what it took the place of; without it, nobody knows. */
  private static boolean hasFormer(DeploymentBook book, Key key, Said said) {
    if (said.running().isEmpty()) {
      return false;
    }
    return book.deployments(key.ref().namespace()).stream()
        .filter(entry -> entry.key().equals(key) && said.runs(entry.spec().revision()))
        .noneMatch(entry -> entry.spec().sourceRevision() == null);
  }

  private String word() {
    return Ascii.toLowerCase(verb.name());
  }

  /** Tries once more. */
  @Command(
      name = "retry",
      description =
          "Tries a revision again that was taken back or rejected: the one that is declared.",
      mixinStandardHelpOptions = true,
      versionProvider = VersionCommand.class)
  static final class Retry extends DeploymentVerb {
    Retry() {
      super(Verb.RETRY, "the declared revision is tried again");
    }
  }

  /** Takes back. */
  @Command(
      name = "abort",
      description = "Takes the change back that is under way; its revision is not tried again.",
      mixinStandardHelpOptions = true,
      versionProvider = VersionCommand.class)
  static final class Abort extends DeploymentVerb {
    Abort() {
      super(Verb.ABORT, "the change that is under way is taken back");
    }
  }

  /** Goes on. */
  @Command(
      name = "promote",
      description = "Goes on: past a pause or, where there is none, past the rest of a bake.",
      mixinStandardHelpOptions = true,
      versionProvider = VersionCommand.class)
  static final class Promote extends DeploymentVerb {
    Promote() {
      super(Verb.PROMOTE, "the change that is under way goes on");
    }
  }

  /** Stays. */
  @Command(
      name = "pause",
      description = "Has the change that is under way wait until somebody promotes it.",
      mixinStandardHelpOptions = true,
      versionProvider = VersionCommand.class)
  static final class Pause extends DeploymentVerb {
    Pause() {
      super(Verb.PAUSE, "the change that is under way waits until somebody promotes it");
    }
  }

  /** Goes back. */
  @Command(
      name = "undo",
      description =
          "Goes back to the revision before the running one, although the manifest says otherwise; declare what shall stay.",
      mixinStandardHelpOptions = true,
      versionProvider = VersionCommand.class)
  static final class Undo extends DeploymentVerb {
    Undo() {
      super(Verb.UNDO, "the revision before the running one comes back");
    }
  }
}
