package io.vpcmesh.model;

/** Text of somebody else as it is, credentials and all. */
public final class OpenText {

  private OpenText() {}

  public static SafeText of(String said) {
    return new SafeText(said);
  }
}
