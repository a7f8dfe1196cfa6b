/** The packaged operator between a real API server and an independent AWS server. */
@NullMarked
package io.vpcmesh.e2e.operator;

import org.jspecify.annotations.NullMarked;
