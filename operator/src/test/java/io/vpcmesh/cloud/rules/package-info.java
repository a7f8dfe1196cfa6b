/** What AWS does, as stories that any implementation of the cloud ports can be put through. */
@NullMarked
package io.vpcmesh.cloud.rules;

import org.jspecify.annotations.NullMarked;
