/** The command line: it builds the object graph, prints, and decides nothing else. */
@NullMarked
package io.vpcmesh.cli;

import org.jspecify.annotations.NullMarked;
