/** What vpcmesh costs: calls to AWS, time and work, each beside its goal. */
@NullMarked
package io.vpcmesh.bench;

import org.jspecify.annotations.NullMarked;
