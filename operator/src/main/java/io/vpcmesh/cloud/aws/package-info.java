/** The cloud ports on AWS SDK v2; no type of the SDK leaves this package. */
@NullMarked
package io.vpcmesh.cloud.aws;

import org.jspecify.annotations.NullMarked;
