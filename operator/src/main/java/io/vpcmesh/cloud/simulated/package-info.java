/**
 * The cloud ports in memory, behaving as AWS does: asynchronous, late, throttled, and faulty when a
 * test asks for it. A {@link SimulatedCloud} outlives the engine that uses it.
 */
@NullMarked
package io.vpcmesh.cloud.simulated;

import org.jspecify.annotations.NullMarked;
