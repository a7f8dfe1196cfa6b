/** The first five minutes: a daemon on the example shop, and a story told about it. */
@NullMarked
package io.vpcmesh.demo;

import org.jspecify.annotations.NullMarked;
