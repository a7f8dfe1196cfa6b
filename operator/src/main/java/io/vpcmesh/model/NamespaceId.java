package io.vpcmesh.model;

/** The id that Cloud Map gave to a namespace, such as {@code ns-e4anhexample0004}. */
public record NamespaceId(String value) {

  @Override
  public String toString() {
    return value;
  }
}
