package io.vpcmesh.e2e.gitops;

import static io.vpcmesh.e2e.gitops.Reported.problem;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.deployment.Rollout;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.status.EndpointFindings;
import io.vpcmesh.status.EndpointFindings.Counts;
import io.vpcmesh.status.EndpointFindings.Course;
import io.vpcmesh.status.MeshFindings;
import java.util.Optional;

/** What a pass may have found out. */
final class Findings {

  static final Counts ALL_HEALTHY = new Counts(3, 3, 3, 0, 0);
  static final Counts NONE_HEALTHY = new Counts(3, 3, 0, 0, 0);
  static final Counts NONE_REGISTERED = new Counts(3, 0, 0, 0, 3);
  static final Counts SOME_PENDING = new Counts(3, 1, 1, 0, 2);

  private Findings() {}

  static EndpointFindings found(Counts counts) {
    return findings(
        ImmutableList.of(), Optional.empty(), Optional.empty(), ImmutableList.of(), counts);
  }

  static EndpointFindings waiting() {
    return findings(
        ImmutableList.of(),
        Optional.empty(),
        Optional.of("the namespace is being created"),
        ImmutableList.of(),
        SOME_PENDING);
  }

  static EndpointFindings wrong(Reason reason) {
    return findings(
        problem(reason), Optional.empty(), Optional.empty(), ImmutableList.of(), ALL_HEALTHY);
  }

  static EndpointFindings failed(AwsFailure failure) {
    return findings(
        ImmutableList.of(),
        Optional.of(failure),
        Optional.empty(),
        ImmutableList.of(),
        ALL_HEALTHY);
  }

  static EndpointFindings planned() {
    return findings(
        ImmutableList.of(),
        Optional.empty(),
        Optional.empty(),
        ImmutableList.of("register 10.0.1.4"),
        ALL_HEALTHY);
  }

  /** The changes of the endpoint stand so. */
  static EndpointFindings changing(Rollout<?> rollout, Counts counts) {
    return findings(
        ImmutableList.of(),
        Optional.empty(),
        Optional.empty(),
        ImmutableList.of(),
        counts,
        Optional.of(new Course(rollout, Optional.empty())));
  }

  private static EndpointFindings findings(
      ImmutableList<Problem> problems,
      Optional<AwsFailure> failure,
      Optional<String> waiting,
      ImmutableList<String> planned,
      Counts counts) {
    return findings(problems, failure, waiting, planned, counts, Optional.empty());
  }

  private static EndpointFindings findings(
      ImmutableList<Problem> problems,
      Optional<AwsFailure> failure,
      Optional<String> waiting,
      ImmutableList<String> planned,
      Counts counts,
      Optional<Course> course) {
    return new EndpointFindings(
        problems,
        failure,
        waiting,
        false,
        planned,
        ImmutableList.of(),
        counts,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        course);
  }

  static MeshFindings found() {
    return meshFindings(ImmutableList.of(), Optional.empty(), Optional.empty(), ImmutableList.of());
  }

  static MeshFindings meshWaiting() {
    return meshFindings(
        ImmutableList.of(),
        Optional.empty(),
        Optional.of("the namespace is being created"),
        ImmutableList.of());
  }

  static MeshFindings meshWrong(Reason reason) {
    return meshFindings(problem(reason), Optional.empty(), Optional.empty(), ImmutableList.of());
  }

  static MeshFindings meshFailed(AwsFailure failure) {
    return meshFindings(
        ImmutableList.of(), Optional.of(failure), Optional.empty(), ImmutableList.of());
  }

  static MeshFindings meshPlanned() {
    return meshFindings(
        ImmutableList.of(),
        Optional.empty(),
        Optional.empty(),
        ImmutableList.of("create namespace shop.internal"));
  }

  private static MeshFindings meshFindings(
      ImmutableList<Problem> problems,
      Optional<AwsFailure> failure,
      Optional<String> waiting,
      ImmutableList<String> planned) {
    return new MeshFindings(
        problems,
        failure,
        waiting,
        planned,
        Optional.empty(),
        1,
        new MeshFindings.Usage(3, 2000),
        ImmutableList.of(),
        Optional.empty());
  }
}
