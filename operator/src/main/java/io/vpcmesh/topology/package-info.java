/** Declared resources, resolved: an index that yields one immutable view per key. */
@NullMarked
package io.vpcmesh.topology;

import org.jspecify.annotations.NullMarked;
