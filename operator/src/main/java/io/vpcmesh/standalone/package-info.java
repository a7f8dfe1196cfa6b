/** The daemon without a cluster: a directory of manifests in, files of state out. */
@NullMarked
package io.vpcmesh.standalone;

import org.jspecify.annotations.NullMarked;
