package io.vpcmesh.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcmesh.api.v1alpha1.MeshDeploymentStatus;
import io.vpcmesh.engine.codec.DeploymentRecord;
import java.util.Objects;
import java.util.Optional;

/**
 * What the API server has of a record, as far as is known.
 *
 * @param uid of the resource that it is about
 * @param status its content, as a hash; absent while nothing was said
 */
record PublishedRecord(
    String uid, long revision, String hash, boolean completed, Optional<Integer> status) {

  static PublishedRecord of(RawDeployment there) {
    JsonNode spec = there.getSpec();
    return new PublishedRecord(
        spec.at("/targetRef/uid").asText(),
        spec.path("revision").asLong(),
        spec.path("hash").asText(),
        there.getMetadata().getLabels() != null
            && there.getMetadata().getLabels().containsKey(DeploymentRecord.COMPLETED),
        KubernetesStore.status(there.getStatus(), MeshDeploymentStatus.class)
            .map(Objects::hashCode));
  }

  PublishedRecord labelled() {
    return new PublishedRecord(uid, revision, hash, true, status);
  }

  PublishedRecord saying(MeshDeploymentStatus next) {
    return new PublishedRecord(uid, revision, hash, completed, Optional.of(next.hashCode()));
  }

  /** Whether it lacks the label that the record has. */
  boolean lacksLabelOf(DeploymentRecord record) {
    return !completed && record.labels().containsKey(DeploymentRecord.COMPLETED);
  }

  boolean says(DeploymentRecord record) {
    return status.equals(Optional.of(record.status().hashCode()));
  }
}
