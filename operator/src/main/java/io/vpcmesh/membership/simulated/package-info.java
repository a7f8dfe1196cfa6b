/** Instances that follow a script: they start, get ready, drain and die. */
@NullMarked
package io.vpcmesh.membership.simulated;

import org.jspecify.annotations.NullMarked;
