/** What an administrator installs, as an API server takes it and as the operator lives with it. */
@NullMarked
package io.vpcmesh.e2e.deploy;

import org.jspecify.annotations.NullMarked;
