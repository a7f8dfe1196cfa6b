/** Effects on Cloud Map: one sealed change is one mutating call, with its proof of ownership. */
@NullMarked
package io.vpcmesh.registry.apply;

import org.jspecify.annotations.NullMarked;
