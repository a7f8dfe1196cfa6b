package io.vpcmesh.cloud;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.ServiceId;

/**
 * What is asked of UpdateService. AWS deletes records that are left out, so {@code dns} names all
 * that shall stay; only their TTL may differ.
 */
public record ServiceUpdate(ServiceId service, String description, ImmutableList<DnsRecord> dns) {}
