/** The cloud ports over AWS's own protocol: the far end of the SDK. */
@NullMarked
package io.vpcmesh.cloud.wire;

import org.jspecify.annotations.NullMarked;
