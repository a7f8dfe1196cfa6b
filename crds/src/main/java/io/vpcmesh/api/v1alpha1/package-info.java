/** The resources that people declare, as {@code vpcmesh.io/v1alpha1}. */
@NullMarked
package io.vpcmesh.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
