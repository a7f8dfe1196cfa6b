/** Strict reading of manifests: every fault is named with its file, its line and its field. */
@NullMarked
package io.vpcmesh.manifest;

import org.jspecify.annotations.NullMarked;
