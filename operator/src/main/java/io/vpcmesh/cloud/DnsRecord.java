package io.vpcmesh.cloud;

import io.vpcmesh.model.RecordType;

/**
 * One kind of DNS record that Cloud Map keeps for each instance of a service.
 *
 * @param ttlSeconds 0 to 2147483647
 */
public record DnsRecord(RecordType type, long ttlSeconds) {}
