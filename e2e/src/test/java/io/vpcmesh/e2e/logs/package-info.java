/** What the operators of the whole suite have complained of. */
@NullMarked
package io.vpcmesh.e2e.logs;

import org.jspecify.annotations.NullMarked;
