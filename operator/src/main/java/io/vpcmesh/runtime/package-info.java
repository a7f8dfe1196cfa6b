/** The loop and the store, in real and in virtual time, and calls to and from the outside. */
@NullMarked
package io.vpcmesh.runtime;

import org.jspecify.annotations.NullMarked;
