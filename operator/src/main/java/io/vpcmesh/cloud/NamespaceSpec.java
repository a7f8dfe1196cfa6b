package io.vpcmesh.cloud;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;

/**
 * What is asked of CreatePrivateDnsNamespace or CreateHttpNamespace.
 *
 * @param vpc the VPC that can resolve the names; present exactly for a private DNS namespace
 * @param creatorRequestId the same for a retry of the same creation
 */
public record NamespaceSpec(
    String name,
    Optional<String> vpc,
    String description,
    String creatorRequestId,
    ImmutableMap<String, String> tags) {}
