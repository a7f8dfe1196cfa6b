/** Effects on security groups: one sealed change is one mutating call, with its proof. */
@NullMarked
package io.vpcmesh.firewall.apply;

import org.jspecify.annotations.NullMarked;
