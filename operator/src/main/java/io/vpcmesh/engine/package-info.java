/** One pass over one key: read, decide, do, report. */
@NullMarked
package io.vpcmesh.engine;

import org.jspecify.annotations.NullMarked;
