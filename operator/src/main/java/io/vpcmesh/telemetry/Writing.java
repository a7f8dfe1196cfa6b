package io.vpcmesh.telemetry;

import com.google.common.base.Ascii;

/** What is written to the store. */
public enum Writing {
  JOURNAL,
  STATUS,
  /** The end of a resource: its journal goes, and it may. */
  RELEASE;

  /** How a write ended. */
  public enum Outcome {
    SUCCESS,
    STALE,
    FAILED;

    String label() {
      return Ascii.toLowerCase(name());
    }
  }

  String label() {
    return Ascii.toLowerCase(name());
  }
}
