package io.vpcmesh.cloud.simulated;

import io.vpcmesh.cloud.NamespaceDescription;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.model.NamespaceId;
import java.util.Optional;

/** A namespace as the world keeps it. */
record NamespaceState(
    NamespaceId id,
    String arn,
    String name,
    NamespaceType type,
    Optional<String> vpc,
    String httpName,
    Optional<String> hostedZoneId,
    String description,
    String creatorRequestId) {

  boolean isNamedLike(NamespaceState other) {
    return type == other.type && name.equals(other.name) && vpc.equals(other.vpc);
  }

  NamespaceState withHttpName(String next) {
    return new NamespaceState(
        id, arn, name, type, vpc, next, hostedZoneId, description, creatorRequestId);
  }

  NamespaceDescription describe() {
    return new NamespaceDescription(id, arn, name, type, httpName, hostedZoneId);
  }
}
