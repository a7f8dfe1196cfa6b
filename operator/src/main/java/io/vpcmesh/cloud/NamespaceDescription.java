package io.vpcmesh.cloud;

import io.vpcmesh.model.NamespaceId;
import java.util.Optional;

/**
 * A namespace as GetNamespace and ListNamespaces describe it.
 *
 * @param httpName what DiscoverInstances calls the namespace; may differ from its name
 * @param hostedZoneId present for DNS namespaces
 */
public record NamespaceDescription(
    NamespaceId id,
    String arn,
    String name,
    NamespaceType type,
    String httpName,
    Optional<String> hostedZoneId) {}
