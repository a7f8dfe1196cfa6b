package io.vpcmesh.cli;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.api.v1alpha1.DeploymentSummary;
import io.vpcmesh.cli.DeploymentBook.Said;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.deployment.Verb;
import io.vpcmesh.model.Key;
import java.io.PrintWriter;
import java.util.Arrays;
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

  /** The words for the phases of a change that goes on by itself. */
  static final ImmutableSet<String> UNDER_WAY =
      Arrays.stream(Phase.values())
          .filter(phase -> !phase.isOver())
          .map(Phase::spelled)
          .collect(ImmutableSet.toImmutableSet());

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
      if (!sight.isAwaited() && !hears(sight)) {
        out.printf("There is nothing to %s: no change of %s is under way.%n", word(), target);
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

  /** Whether there is something that this could be about. */
  private boolean hears(Sight sight) {
    Optional<String> phase = sight.status().map(Said::deployment).map(DeploymentSummary::phase);
    return switch (verb) {
      case RETRY, UNDO -> true;
      case PROMOTE, PAUSE -> phase.filter(UNDER_WAY::contains).isPresent();
      case ABORT ->
          phase
              .filter(it -> UNDER_WAY.contains(it) || it.equals(Phase.HALTED.spelled()))
              .isPresent();
    };
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
