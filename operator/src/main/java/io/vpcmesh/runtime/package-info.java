/** The loop and the store: in real time, and in virtual time. */
@NullMarked
package io.vpcmesh.runtime;

import org.jspecify.annotations.NullMarked;
