package io.vpcmesh.deployment;

/**
 * What a deployment goes back to.
 *
 * @param by who last wrote the spec, as far as that is known
 */
public record Trigger(Kind kind, String by) {

  /** What somebody did. */
  public enum Kind {
    APPLY,
    RETRY,
    UNDO
  }
}
