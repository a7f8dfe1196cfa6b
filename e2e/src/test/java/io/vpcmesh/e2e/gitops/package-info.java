/** What tools that deploy and wait make of a status. */
@NullMarked
package io.vpcmesh.e2e.gitops;

import org.jspecify.annotations.NullMarked;
