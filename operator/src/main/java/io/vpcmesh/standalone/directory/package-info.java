/** What a directory of manifests says, decided from looks at it; no clock and no files in here. */
@NullMarked
package io.vpcmesh.standalone.directory;

import org.jspecify.annotations.NullMarked;
