/** Programs that tests run. */
@NullMarked
package io.vpcmesh.process;

import org.jspecify.annotations.NullMarked;
