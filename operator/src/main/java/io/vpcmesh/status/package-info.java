/** What was found out about a resource, as conditions and columns that people and tools read. */
@NullMarked
package io.vpcmesh.status;

import org.jspecify.annotations.NullMarked;
