/** Pages that show commands and what they print. */
@NullMarked
package io.vpcmesh.e2e.docs;

import org.jspecify.annotations.NullMarked;
