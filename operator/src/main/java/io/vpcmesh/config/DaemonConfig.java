package io.vpcmesh.config;

import io.vpcmesh.model.Reach;
import java.nio.file.Path;

/**
 * What a daemon without a cluster is told at its start.
 *
 * @param reach where it may act, and as whom
 * @param prune whether resources that vanished are deleted without asking
 * @param healthPort 0: any that is free
 */
public record DaemonConfig(
    Path manifests, Path state, CloudChoice cloud, Reach reach, boolean prune, int healthPort) {}
