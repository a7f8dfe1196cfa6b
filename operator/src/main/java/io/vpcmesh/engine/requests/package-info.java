/** Which AWS call goes next: token buckets for each action, removals first, newest wish wins. */
@NullMarked
package io.vpcmesh.engine.requests;

import org.jspecify.annotations.NullMarked;
