/** Which instances exist behind an endpoint. */
@NullMarked
package io.vpcmesh.membership;

import org.jspecify.annotations.NullMarked;
