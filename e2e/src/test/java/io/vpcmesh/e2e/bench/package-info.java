/** What vpcmesh costs in a cluster, measured with the packaged jar and a real API server. */
@NullMarked
package io.vpcmesh.e2e.bench;

import org.jspecify.annotations.NullMarked;
