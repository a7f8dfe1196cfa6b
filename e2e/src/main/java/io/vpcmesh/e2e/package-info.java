/** The packaged operator between a real Kubernetes API server and an independent AWS server. */
@NullMarked
package io.vpcmesh.e2e;

import org.jspecify.annotations.NullMarked;
