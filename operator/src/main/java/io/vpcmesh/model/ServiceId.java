package io.vpcmesh.model;

/** The id that Cloud Map gave to a service, such as {@code srv-e4anhexample0004}. */
public record ServiceId(String value) {

  @Override
  public String toString() {
    return value;
  }
}
