/** The custom resources of the API group vpcmesh.io, version v1alpha1. */
@NullMarked
package io.vpcmesh.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
