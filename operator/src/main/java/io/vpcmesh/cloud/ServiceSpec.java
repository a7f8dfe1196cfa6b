package io.vpcmesh.cloud;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.NamespaceId;

/**
 * What is asked of CreateService.
 *
 * @param dns MULTIVALUE records A, AAAA, A and AAAA, or SRV; empty: API only (type HTTP)
 * @param customHealth with HealthCheckCustomConfig; cannot be changed after creation
 * @param creatorRequestId the same for a retry of the same creation
 */
public record ServiceSpec(
    NamespaceId namespace,
    String name,
    String description,
    ImmutableList<DnsRecord> dns,
    boolean customHealth,
    String creatorRequestId,
    ImmutableMap<String, String> tags) {}
