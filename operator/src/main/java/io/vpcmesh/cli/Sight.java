package io.vpcmesh.cli;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ConditionStatus;
import io.vpcmesh.api.v1alpha1.DeploymentSummary;
import io.vpcmesh.api.v1alpha1.HandledVerbs;
import io.vpcmesh.api.v1alpha1.RevisionStatus;
import io.vpcmesh.cli.DeploymentBook.Said;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.deployment.Verb;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is declared of a mesh or an endpoint, and what was said of that.
 *
 * @param trouble why the newest declaration is not even read, if that is so
 */
record Sight(
    long generation,
    ImmutableMap<String, String> annotations,
    Optional<Said> status,
    Optional<String> trouble) {

  private static final String NO_INSTANCE = "NoHealthyInstances";
  private static final String PAUSED = "Paused";
  private static final String PENDING = "Pending";

  /** Whether something was declared or asked for that nobody has seen to yet. */
  boolean isAwaited() {
    return awaited().isPresent();
  }

  /** What was declared or asked for and is not seen to yet, as part of a sentence. */
  Optional<String> awaited() {
    boolean seen =
        status.map(Said::observedGeneration).filter(newest -> newest >= generation).isPresent();
    if (!seen) {
      return Optional.of("what is declared was not seen yet");
    }
    return Arrays.stream(Verb.values())
        .filter(this::isAsked)
        .map(verb -> verb.spelled() + " was asked for, and not seen to yet")
        .findFirst();
  }

  /** Whether what is declared runs, be its instances well or not. */
  boolean runs() {
    return trouble.isEmpty()
        && status.map(Said::phase).filter(Phase.COMPLETED.spelled()::equals).isPresent();
  }

  /** Whether what is declared waits for something, or for its turn. */
  boolean isPending() {
    return status.map(Said::phase).filter(PENDING::equals).isPresent();
  }

  /** The number of the revision that runs. */
  Optional<Long> running() {
    return status.map(Said::revision).map(RevisionStatus::running);
  }

  Optional<DeploymentSummary> deployment() {
    return status.map(Said::deployment);
  }

  /** Why what is declared does not run, and will not before somebody does something about it. */
  Optional<String> refusal() {
    return trouble
        .map(why -> why + " (Invalid)")
        .or(() ->
            condition("Stalled")
                .filter(Sight::holds)
                .filter(stalled -> !isWaiting(stalled))
                .map(stalled -> "%s (%s)".formatted(stalled.message(), stalled.reason())));
  }

  /** Whether it is the declaration that is refused, and not what became of a deployment. */
  boolean isRefusedAsDeclared() {
    boolean rejected =
        deployment()
            .map(DeploymentSummary::phase)
            .filter(Phase.REJECTED.spelled()::equals)
            .isPresent();
    return trouble.isPresent()
        || (!rejected
            && status.map(Said::phase).filter(Phase.REJECTED.spelled()::equals).isPresent());
  }

  /** A change that is paused goes on some time, and so does one whose instances come later. */
  private boolean isWaiting(Condition stalled) {
    boolean underWay = status.filter(Said::isUnderWay).isPresent();
    return switch (stalled.reason()) {
      case PAUSED -> underWay;
      case NO_INSTANCE -> true;
      default -> false;
    };
  }

  private static boolean holds(Condition condition) {
    return condition.status() == ConditionStatus.TRUE;
  }

  private Optional<Condition> condition(String type) {
    return status.stream()
        .flatMap(said -> said.conditions().stream())
        .filter(condition -> condition.type().equals(type))
        .findFirst();
  }

  /** Where nobody sees to changes, nobody says what was seen to. */
  private boolean isAsked(Verb verb) {
    return deployment().isPresent()
        && annotations.containsKey(verb.annotation())
        && !Optional.ofNullable(annotations.get(verb.annotation())).equals(handled(verb));
  }

  private Optional<String> handled(Verb verb) {
    return status.map(Said::handled).map(handled -> token(handled, verb));
  }

  private static @Nullable String token(HandledVerbs handled, Verb verb) {
    return switch (verb) {
      case RETRY -> handled.retry();
      case ABORT -> handled.abort();
      case PROMOTE -> handled.promote();
      case UNDO -> handled.undo();
      case PAUSE -> handled.pause();
    };
  }
}
