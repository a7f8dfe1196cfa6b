/**
 * The driver for Kubernetes: what informers see goes to the engine, what the engine writes goes to
 * the API server, and one replica at a time does so.
 */
@NullMarked
package io.vpcmesh.kubernetes;

import org.jspecify.annotations.NullMarked;
