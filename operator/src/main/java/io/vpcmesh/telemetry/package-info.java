/**
 * What a daemon counts and measures of itself: the catalogue, the port, and Prometheus behind it.
 */
@NullMarked
package io.vpcmesh.telemetry;

import org.jspecify.annotations.NullMarked;
