/** How journals become text and back. */
@NullMarked
package io.vpcmesh.engine.codec;

import org.jspecify.annotations.NullMarked;
