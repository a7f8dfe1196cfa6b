/** Security groups: what is wanted, what is known, the plan. */
@NullMarked
package io.vpcmesh.firewall;

import org.jspecify.annotations.NullMarked;
