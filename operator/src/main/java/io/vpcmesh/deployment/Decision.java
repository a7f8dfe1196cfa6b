package io.vpcmesh.deployment;

import java.time.Instant;

/**
 * What follows for a deployment.
 *
 * @param next as it is to be written down before anything follows from it
 * @param message what it does or waits for, for a person
 * @param lookAt when time alone may change that; {@link Instant#MAX} if it cannot
 */
public record Decision(Deployment next, String message, Instant lookAt) {

  static Decision of(Deployment next, String message) {
    return new Decision(next, message, Instant.MAX);
  }
}
