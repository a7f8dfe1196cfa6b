/** Cloud Map: which services and instances are wanted, and what has to change for that. */
@NullMarked
package io.vpcmesh.registry;

import org.jspecify.annotations.NullMarked;
