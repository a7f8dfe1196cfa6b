/** A change of a declaration as a deployment: when it goes on, and when it is taken back. */
@NullMarked
package io.vpcmesh.deployment;

import org.jspecify.annotations.NullMarked;
