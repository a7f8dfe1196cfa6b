package io.vpcmesh.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ConditionStatus;
import io.vpcmesh.api.v1alpha1.DeploymentSummary;
import io.vpcmesh.api.v1alpha1.HandledVerbs;
import io.vpcmesh.api.v1alpha1.QuarantinedRevision;
import io.vpcmesh.api.v1alpha1.RevisionStatus;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.deployment.Verb;
import io.vpcmesh.model.Key;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The deployments of a cluster or a daemon, and the way to have a say in them. */
interface DeploymentBook extends AutoCloseable {

  /** Those of one namespace, or without one of all, in {@link DeploymentEntry#ORDER}. */
  ImmutableList<DeploymentEntry> deployments(@Nullable String namespace);

  /** A mesh or an endpoint, if it is declared. */
  Optional<Sight> sight(Key key);

  /** Asks for something, and says what became of that. */
  String ask(Key key, Verb verb, String token) throws InterruptedException;

  /** How it is named on the command line. */
  String flag();

  /** What one that is not declared could be a slip for. */
  default CommandFailure unknown(Key key) {
    return new CommandFailure(
        ExitCode.FAILED,
        "there is no %s: 'vpcmesh deployments list %s' shows those with deployments"
            .formatted(key, flag()));
  }

  @Override
  void close();

  /**
   * What a status says of changes, be it that of a mesh or of an endpoint.
   *
   * @param deployment the one under way, or the last one
   * @param running the revision that runs, if one does
   * @param diverged why what runs is not what is declared, if so
   * @param failed the revisions that are not tried again by themselves
   */
  record Said(
      @Nullable Long observedGeneration,
      @Nullable HandledVerbs handled,
      @Nullable DeploymentSummary deployment,
      Optional<Long> running,
      Optional<String> diverged,
      ImmutableSet<Long> failed) {

    static Said of(ServiceEndpointStatus status) {
      return new Said(
          status.observedGeneration(),
          status.handled(),
          status.deployment(),
          running(status.revision()),
          diverged(status.conditions()),
          failed(status.quarantine()));
    }

    static Said of(ServiceMeshStatus status) {
      return new Said(
          status.observedGeneration(),
          status.handled(),
          status.deployment(),
          running(status.revision()),
          diverged(status.conditions()),
          failed(status.quarantine()));
    }

    private static Optional<Long> running(@Nullable RevisionStatus revision) {
      return Optional.ofNullable(revision).map(RevisionStatus::running);
    }

    private static Optional<String> diverged(List<Condition> conditions) {
      return conditions.stream()
          .filter(it -> it.type().equals("Diverged") && it.status() == ConditionStatus.TRUE)
          .map(Condition::reason)
          .findFirst();
    }

    private static ImmutableSet<Long> failed(List<QuarantinedRevision> quarantine) {
      return quarantine.stream()
          .flatMap(it -> Stream.ofNullable(it.revision()))
          .collect(ImmutableSet.toImmutableSet());
    }

    /** Whether the deployment is in one of these phases. */
    boolean isIn(Phase... phases) {
      Optional<String> phase = Optional.ofNullable(deployment).map(DeploymentSummary::phase);
      return Arrays.stream(phases)
          .map(Phase::spelled)
          .anyMatch(it -> phase.equals(Optional.of(it)));
    }

    boolean runs(long revision) {
      return running.filter(it -> it == revision).isPresent();
    }

    /** Whether the change waits for a person, or for {@code spec.paused} to go. */
    boolean paused() {
      return diverged.filter("Paused"::equals).isPresent();
    }
  }

  /** What is declared of a mesh or an endpoint, and what was said of that. */
  record Sight(long generation, ImmutableMap<String, String> annotations, Optional<Said> status) {

    /** Whether something was declared or asked for that nobody has seen to yet. */
    boolean isAwaited() {
      boolean declared =
          status.map(Said::observedGeneration).filter(seen -> seen >= generation).isEmpty();
      return declared || Arrays.stream(Verb.values()).anyMatch(this::isAsked);
    }

    private boolean isAsked(Verb verb) {
      return annotations.containsKey(verb.annotation())
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
}
