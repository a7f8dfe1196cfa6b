package io.vpcmesh.deployment;

import com.google.common.base.Ascii;

/** What a person may ask for beside declaring something. */
public enum Verb {
  /** Try a revision again that failed. */
  RETRY,
  /** Take the change back that is under way. */
  ABORT,
  /** Go on without waiting: past a pause, or past the rest of a bake. */
  PROMOTE,
  /** Go back to the revision before the running one. */
  UNDO,
  /** Stay where the change is. */
  PAUSE;

  /** The annotation whose value, any new one, asks for it. */
  public String annotation() {
    return "vpcmesh.io/" + spelled();
  }

  /** As the API spells it: {@code retry}. */
  public String spelled() {
    return Ascii.toLowerCase(name());
  }
}
