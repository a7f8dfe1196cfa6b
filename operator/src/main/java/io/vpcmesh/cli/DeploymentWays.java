package io.vpcmesh.cli;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.DeploymentSummary;
import io.vpcmesh.cli.DeploymentBook.Said;
import io.vpcmesh.deployment.Phase;
import java.util.Optional;

/** What a person can do about a deployment, given how its endpoint or mesh fares now. */
final class DeploymentWays {

  private static final String PAUSED = "Paused";

  private final DeploymentEntry entry;
  private final Optional<Said> now;
  private final String flag;

  /**
   * The ways of one deployment.
   *
   * @param now what is said of its endpoint or mesh; without it, the deployment is taken for the
   *     newest
   * @param flag where it is, as on the command line
   */
  DeploymentWays(DeploymentEntry entry, Optional<Said> now, String flag) {
    this.entry = entry;
    this.now = now;
    this.flag = flag;
  }

  /** A line for each, below a heading; empty where there is nothing to be done or said. */
  ImmutableList<String> lines() {
    return entry.stand().map(this::lines).orElseGet(ImmutableList::of);
  }

  private ImmutableList<String> lines(Phase phase) {
    return switch (phase) {
      case ROLLED_BACK -> rolledBack();
      case REJECTED -> newest(afterFailure());
      case HALTED -> newest(whileHalted());
      case PENDING, VALIDATING, PROVISIONING, PROGRESSING, BAKING -> newest(underWay());
      case COMPLETED -> completed();
      case FINALIZING, TRIPPED, ROLLING_BACK, ROLLBACK_FAILED, SUPERSEDED ->
          newest(ImmutableList.of());
    };
  }

  private ImmutableList<String> rolledBack() {
    if (now.isEmpty() || isDeclared(now.orElseThrow())) {
      return choice(afterFailure());
    }
    return isNewest()
        ? ImmutableList.of("Nothing has to be done: what is declared runs.")
        : newest(ImmutableList.of());
  }

  /** Whether it is what was declared last, and is not tried again by itself. */
  private boolean isDeclared(Said said) {
    boolean failed =
        said.diverged().filter("RolledBack"::equals).isPresent()
            && said.failed().contains(entry.spec().revision());
    return failed && (isNewest() || !said.isIn(Phase.ROLLED_BACK));
  }

  private ImmutableList<String> completed() {
    if (now.isEmpty()) {
      return choice(back());
    }
    boolean runs = now.orElseThrow().runs(entry.spec().revision());
    boolean rests = isNewest() || now.orElseThrow().isIn(Phase.ROLLED_BACK, Phase.SUPERSEDED);
    return runs && rests ? choice(back()) : newest(ImmutableList.of());
  }

  private ImmutableList<String> back() {
    return Optional.ofNullable(entry.spec().sourceRevision()).isPresent()
        ? ImmutableList.of("go back: " + command("undo"))
        : ImmutableList.of();
  }

  /** Of what is past nothing is left to be said but where the newest is. */
  private ImmutableList<String> newest(ImmutableList<String> ways) {
    return isNewest()
        ? choice(ways)
        : ImmutableList.of("It is past; the newest one: " + command("show"));
  }

  private boolean isNewest() {
    return now.map(Said::deployment)
        .map(DeploymentSummary::name)
        .filter(name -> !name.equals(entry.name()))
        .isEmpty();
  }

  private static ImmutableList<String> choice(ImmutableList<String> ways) {
    return ways.isEmpty()
        ? ways
        : ImmutableList.<String>builder()
            .add("What you can do:")
            .addAll(ways.stream().map(way -> "  " + way).toList())
            .build();
  }

  private ImmutableList<String> afterFailure() {
    return ImmutableList.of(
        "revert: " + revert(),
        "fix:    declare something else, which becomes a revision of its own",
        "retry:  " + command("retry") + ", when the cause was elsewhere and is gone");
  }

  private String revert() {
    return running()
        .map(number -> "declare what revision " + number + " says; nothing has to be done then")
        .orElseGet(() -> "delete the " + entry.key());
  }

  /** The revision that goes on without this deployment. */
  Optional<Long> running() {
    return now.flatMap(Said::running).or(() -> Optional.ofNullable(entry.spec().sourceRevision()));
  }

  private ImmutableList<String> whileHalted() {
    return ImmutableList.of(
        "take it back: " + command("abort"),
        "try again:    " + command("retry"),
        "fix:          declare something else");
  }

  private ImmutableList<String> underWay() {
    String follow = "follow it:    " + command("watch");
    String back = "take it back: " + command("abort");
    if (entry.reason().equals(PAUSED)) {
      return ImmutableList.of(follow, back, "let it go on: " + command("promote"));
    }
    if (now.filter(Said::paused).isPresent()) {
      return ImmutableList.of(follow, back, "let it go on: declare spec.paused false");
    }
    return ImmutableList.of(
        follow, back, "let it wait:  " + command("pause"), "do not wait:  " + command("promote"));
  }

  private String command(String verb) {
    return "vpcmesh deployments %s %s %s".formatted(verb, entry.target(), flag);
  }
}
