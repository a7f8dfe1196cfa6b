package io.vpcmesh.engine;

/** An invariant of the safety rules that was not kept, and by what. */
record Violation(String invariant, String what) {

  @Override
  public String toString() {
    return invariant + ": " + what;
  }
}
