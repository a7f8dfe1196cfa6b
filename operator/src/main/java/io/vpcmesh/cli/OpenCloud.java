package io.vpcmesh.cli;

import io.vpcmesh.cloud.Cloud;

/**
 * A cloud to work with.
 *
 * @param keep makes what a simulated cloud holds outlast the process; does nothing for AWS
 * @param close gives back connections
 */
record OpenCloud(Cloud cloud, Runnable keep, Runnable close) {}
