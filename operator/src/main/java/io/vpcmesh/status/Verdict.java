package io.vpcmesh.status;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Problem;
import java.util.Optional;

/**
 * How a resource fares in one word, from which Ready, Reconciling and Stalled follow.
 *
 * @param phase as the column shows it
 * @param reason of Ready
 * @param doing the reason of Reconciling or Stalled
 */
record Verdict(Ready ready, String phase, String reason, String doing, String message) {

  /** The three ways a resource can fare; Reconciling and Stalled exclude each other. */
  enum Ready {
    /** All is as declared. */
    YES,
    /** On its way: Reconciling. */
    UNDER_WAY,
    /** Not without somebody's doing: Stalled. */
    STUCK
  }

  static Verdict ready(String message) {
    return new Verdict(Ready.YES, "Completed", "Completed", "Completed", message);
  }

  static Verdict underWay(String phase, String reason, String message) {
    return underWay(phase, reason, reason, message);
  }

  static Verdict underWay(String phase, String reason, String doing, String message) {
    return new Verdict(Ready.UNDER_WAY, phase, reason, doing, message);
  }

  static Verdict stuck(String phase, String reason, String message) {
    return new Verdict(Ready.STUCK, phase, reason, reason, message);
  }

  /** The verdict on the first problem, if there is one. */
  static Optional<Verdict> of(ImmutableList<Problem> problems) {
    return problems.stream().findFirst().map(Verdict::of);
  }

  private static Verdict of(Problem problem) {
    String reason =
        switch (problem.reason()) {
          case InvalidSpec, NameConflict, NotAllowedByMesh, ReplacementRequired -> "Invalid";
          case MeshNotFound, BackendNotFound, SecurityGroupNotFound -> "RefNotResolved";
          case AwsQuotaExceeded, RuleLimitExceeded -> "AwsQuotaExceeded";
          case AwsAccessDenied, AccountMismatch, RegionNotAllowed, RoleNotAllowed ->
              "AwsAccessDenied";
          case DeletionGateClosed -> "DeletionGateClosed";
          case RecordTypeMismatch,
              OwnedByAnother,
              NamespaceNotFound,
              NamespaceConflict,
              VpcNotFound,
              AwsThrottled,
              CloudMapError,
              ForeignInstances,
              ForeignRules,
              DriftDetected,
              PrefixListNotFound,
              AddressFamilyMismatch,
              TooWide,
              PodPolicyUnavailable,
              PodPolicyDenied,
              PodPolicyConflict,
              PodPolicyError,
              PodSelectorMissing,
              DeploymentRejected ->
              "Rejected";
        };
    return stuck("Rejected", reason, problem.message());
  }

  /** The verdict on the worst failure of a call. */
  static Verdict of(AwsFailure failure) {
    String message = failure.error().toString();
    return switch (failure) {
      case AwsFailure.Denied _ -> stuck("Progressing", "AwsAccessDenied", message);
      case AwsFailure.QuotaExceeded _ -> stuck("Progressing", "AwsQuotaExceeded", message);
      case AwsFailure.Invalid _ -> stuck("Progressing", "Rejected", message);
      case AwsFailure.Throttled _ -> underWay("Progressing", "AwsThrottled", message);
      case AwsFailure.Conflict _,
          AwsFailure.Missing _,
          AwsFailure.Unavailable _,
          AwsFailure.Unknown _ ->
          underWay("Progressing", "Progressing", message);
    };
  }

  /** The verdict on changes that are only planned, if there are any. */
  static Optional<Verdict> planned(ImmutableList<String> changes) {
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            stuck(
                "Paused",
                "Paused",
                changes.size() + " changes are planned, the mesh is in mode Observe"));
  }

  /** The same fate of a resource that is being deleted. */
  Verdict terminating() {
    return new Verdict(ready, "Terminating", "Terminating", "Terminating", message);
  }

  /** Adds Ready and, as the case may be, Reconciling or Stalled. */
  void addTo(Conditions conditions) {
    switch (ready) {
      case YES -> conditions.yes("Ready", reason, message);
      case UNDER_WAY ->
          conditions.unknown("Ready", reason, message).yes("Reconciling", doing, message);
      case STUCK -> conditions.no("Ready", reason, message).yes("Stalled", doing, message);
    }
  }
}
