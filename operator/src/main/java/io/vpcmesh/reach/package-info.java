/** Whether one endpoint may call another: what is declared, and what AWS has. */
@NullMarked
package io.vpcmesh.reach;

import org.jspecify.annotations.NullMarked;
