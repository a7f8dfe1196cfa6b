/** The custom-resource definitions as an API server takes them. */
@NullMarked
package io.vpcmesh.e2e.crd;

import org.jspecify.annotations.NullMarked;
