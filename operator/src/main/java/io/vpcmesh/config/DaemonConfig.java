package io.vpcmesh.config;

import java.nio.file.Path;

/**
 * What a daemon without a cluster is told at its start.
 *
 * @param prune whether resources that vanished are deleted without asking
 * @param healthPort 0: any that is free
 */
public record DaemonConfig(
    Path manifests, Path state, CloudChoice cloud, boolean prune, int healthPort) {}
