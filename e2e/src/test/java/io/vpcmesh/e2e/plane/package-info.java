/** A real Kubernetes control plane on this machine, without nodes. */
@NullMarked
package io.vpcmesh.e2e.plane;

import org.jspecify.annotations.NullMarked;
