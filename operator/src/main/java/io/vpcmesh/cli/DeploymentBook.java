package io.vpcmesh.cli;

import com.google.common.collect.ImmutableList;
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

  /** What was written down for whoever sees to it, and was not read yet, as part of a sentence. */
  default Optional<String> unread(Key key) {
    return Optional.empty();
  }

  /** What has to be known of all that is found here, as a sentence. */
  default Optional<String> caution() {
    return Optional.empty();
  }

  @Override
  void close();

  /**
   * What a status says of changes, be it that of a mesh or of an endpoint.
   *
   * @param deployment the one under way, or the last one
   * @param revision the one that runs, and the one that is being brought in
   * @param conditions all of the status
   * @param phase the word for how it stands
   * @param failed the revisions that are not tried again by themselves
   */
  record Said(
      @Nullable Long observedGeneration,
      @Nullable HandledVerbs handled,
      @Nullable DeploymentSummary deployment,
      @Nullable RevisionStatus revision,
      ImmutableList<Condition> conditions,
      @Nullable String phase,
      ImmutableSet<Long> failed) {

    static Said of(ServiceEndpointStatus status) {
      return new Said(
          status.observedGeneration(),
          status.handled(),
          status.deployment(),
          status.revision(),
          ImmutableList.copyOf(status.conditions()),
          status.phase(),
          failed(status.quarantine()));
    }

    static Said of(ServiceMeshStatus status) {
      return new Said(
          status.observedGeneration(),
          status.handled(),
          status.deployment(),
          status.revision(),
          ImmutableList.copyOf(status.conditions()),
          status.phase(),
          failed(status.quarantine()));
    }

    private static ImmutableSet<Long> failed(List<QuarantinedRevision> quarantine) {
      return quarantine.stream()
          .flatMap(it -> Stream.ofNullable(it.revision()))
          .collect(ImmutableSet.toImmutableSet());
    }

    /** The revision that runs, if one does. */
    Optional<Long> running() {
      return Optional.ofNullable(revision).map(RevisionStatus::running);
    }

    /** Why what runs is not what is declared, if so. */
    Optional<String> diverged() {
      return conditions.stream()
          .filter(it -> it.type().equals("Diverged") && it.status() == ConditionStatus.TRUE)
          .map(Condition::reason)
          .findFirst();
    }

    /** Where the deployment stands; absent when there is none, or a newer release said it. */
    private Optional<Phase> stand() {
      return Optional.ofNullable(deployment).map(DeploymentSummary::phase).flatMap(Phase::spelled);
    }

    /** Whether the deployment is in one of these phases. */
    boolean isIn(Phase... phases) {
      return stand().filter(Arrays.asList(phases)::contains).isPresent();
    }

    /** Whether there is a change that goes on by itself. */
    boolean isUnderWay() {
      return stand().filter(phase -> !phase.isOver()).isPresent();
    }

    boolean runs(long number) {
      return running().filter(it -> it == number).isPresent();
    }

    /** Whether the change waits for a person, or for {@code spec.paused} to go. */
    boolean paused() {
      return diverged().filter("Paused"::equals).isPresent();
    }
  }
}
