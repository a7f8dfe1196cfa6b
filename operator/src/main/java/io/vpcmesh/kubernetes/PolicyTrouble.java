package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import java.net.HttpURLConnection;

/** What stands in the way of a SecurityGroupPolicy, and the way out. */
final class PolicyTrouble {

  private static final String WITHOUT =
      "so the pods share the groups of their nodes, and rules between services decide nothing between pods of nodes with the same groups";

  private PolicyTrouble() {}

  static Problem noKind() {
    return new Problem(
        Reason.PodPolicyUnavailable,
        "no SecurityGroupPolicy can be written: this cluster does not have the kind, vpcresources.k8s.aws/v1beta1, %s: it comes with EKS, see docs/eks-pods.md; or take spec.securityGroups.pods out of the mesh"
            .formatted(WITHOUT));
  }

  static Problem unseen() {
    return new Problem(
        Reason.PodPolicyDenied,
        "no SecurityGroupPolicy can be written: the operator may not list and watch them, %s: give it the roles of deploy/kustomize/base"
            .formatted(WITHOUT));
  }

  static Problem foreign(ObjectRef policy) {
    return new Problem(
        Reason.PodPolicyConflict,
        "SecurityGroupPolicy %s is not of this endpoint and stays as it is, %s: delete or rename it"
            .formatted(policy, WITHOUT));
  }

  static Problem mixed(ObjectRef policy) {
    return new Problem(
        Reason.PodPolicyConflict,
        "SecurityGroupPolicy %s has fields that others wrote, and selects other pods than the endpoint: delete it, so that it is written anew"
            .formatted(policy));
  }

  /** The words of the API server are for the log: they may differ from call to call. */
  static Problem refused(ObjectRef policy, KubernetesClientException failed) {
    return switch (failed.getCode()) {
      case HttpURLConnection.HTTP_NOT_FOUND -> noKind();
      case HttpURLConnection.HTTP_CONFLICT -> foreign(policy);
      case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
          new Problem(
              Reason.PodPolicyDenied,
              "the operator may not write or delete SecurityGroupPolicy %s: give it the roles of deploy/kustomize/base"
                  .formatted(policy));
      default ->
          new Problem(
              Reason.PodPolicyError,
              "SecurityGroupPolicy %s is not as it should be: the API server answers %s; it is tried again, and the operator's log has its words"
                  .formatted(policy, failed.getCode() == 0 ? "nothing" : failed.getCode()));
    };
  }
}
