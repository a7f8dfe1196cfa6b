package io.vpcmesh.model;

/** Which kind of addresses; AWS counts rules of each by itself. */
public enum AddressFamily {
  IPV4("IPv4"),
  IPV6("IPv6");

  private final String awsName;

  AddressFamily(String awsName) {
    this.awsName = awsName;
  }

  /** The name as AWS and people write it. */
  public String awsName() {
    return awsName;
  }

  @Override
  public String toString() {
    return awsName;
  }
}
