/** The words that all packages share: self-validating values without behaviour of their own. */
@NullMarked
package io.vpcmesh.model;

import org.jspecify.annotations.NullMarked;
