/** Runs single tests against a copy of the program in which an old bug was planted. */
@NullMarked
package io.vpcmesh.mutants;

import org.jspecify.annotations.NullMarked;
