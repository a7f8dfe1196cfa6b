/** Tables of text, for whoever prints. */
@NullMarked
package io.vpcmesh.cli.table;

import org.jspecify.annotations.NullMarked;
