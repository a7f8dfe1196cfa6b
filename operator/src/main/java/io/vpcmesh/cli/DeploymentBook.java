package io.vpcmesh.cli;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.DeploymentSummary;
import io.vpcmesh.api.v1alpha1.HandledVerbs;
import io.vpcmesh.api.v1alpha1.RevisionStatus;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.deployment.Verb;
import io.vpcmesh.model.Key;
import java.util.Optional;
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

  /** What a status says of changes, be it that of a mesh or of an endpoint. */
  record Said(
      @Nullable Long observedGeneration,
      @Nullable HandledVerbs handled,
      @Nullable DeploymentSummary deployment,
      @Nullable RevisionStatus revision,
      ImmutableList<Condition> conditions,
      @Nullable String phase) {

    static Said of(ServiceEndpointStatus status) {
      return new Said(
          status.observedGeneration(),
          status.handled(),
          status.deployment(),
          status.revision(),
          ImmutableList.copyOf(status.conditions()),
          status.phase());
    }

    static Said of(ServiceMeshStatus status) {
      return new Said(
          status.observedGeneration(),
          status.handled(),
          status.deployment(),
          status.revision(),
          ImmutableList.copyOf(status.conditions()),
          status.phase());
    }
  }
}
