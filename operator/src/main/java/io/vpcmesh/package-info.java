/** The operator: from declared resources to AWS, and the command line around it. */
@NullMarked
package io.vpcmesh;

import org.jspecify.annotations.NullMarked;
