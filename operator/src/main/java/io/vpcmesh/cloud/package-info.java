/** Thin AWS-shaped ports: one method is one AWS action, in our own records. */
@NullMarked
package io.vpcmesh.cloud;

import org.jspecify.annotations.NullMarked;
