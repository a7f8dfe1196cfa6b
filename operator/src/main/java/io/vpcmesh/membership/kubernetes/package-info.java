/** Pods as instances: what the EndpointSlices of a cluster say. */
@NullMarked
package io.vpcmesh.membership.kubernetes;

import org.jspecify.annotations.NullMarked;
