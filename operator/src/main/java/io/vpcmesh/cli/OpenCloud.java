package io.vpcmesh.cli;

import io.vpcmesh.cloud.Cloud;

/**
 * A cloud to work with.
 *
 * @param close gives back connections
 */
record OpenCloud(Cloud cloud, Runnable close) {}
