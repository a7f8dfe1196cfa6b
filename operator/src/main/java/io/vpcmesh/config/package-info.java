/** Flags and environment, read once into values. */
@NullMarked
package io.vpcmesh.config;

import org.jspecify.annotations.NullMarked;
