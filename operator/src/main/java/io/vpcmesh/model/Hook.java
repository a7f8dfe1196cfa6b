package io.vpcmesh.model;

import java.net.URI;
import java.time.Duration;

/**
 * Somebody of the mesh's who is asked over HTTP whether a deployment may go on.
 *
 * @param timeout of one call
 */
public record Hook(String name, URI url, Stage stage, Duration timeout, OnFailure onFailure) {

  /** When it is asked. */
  public enum Stage {
    BEFORE_DEPLOYMENT,
    AFTER_STEP,
    AFTER_BAKE
  }

  /** What its refusal means. */
  public enum OnFailure {
    /** The change is bad. */
    TRIP,
    /** It is told, and nothing else. */
    IGNORE
  }
}
