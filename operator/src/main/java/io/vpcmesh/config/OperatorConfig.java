package io.vpcmesh.config;

import com.google.common.collect.ImmutableSet;
import com.google.common.net.HostAndPort;
import io.vpcmesh.model.Reach;

/**
 * What an operator in a cluster is told at its start.
 *
 * @param cloud what to keep as declared
 * @param reach where it may act, and as whom
 * @param namespaces to look for resources in; empty: all
 * @param ownNamespace where the lease and the journals are
 * @param lease name of the lease
 * @param leaderElection whether replicas compete; without it there must be only one
 * @param metricsAddress where health and metrics are answered; port 0: any that is free
 */
public record OperatorConfig(
    CloudChoice cloud,
    Reach reach,
    ImmutableSet<String> namespaces,
    String ownNamespace,
    String lease,
    boolean leaderElection,
    HostAndPort metricsAddress) {}
