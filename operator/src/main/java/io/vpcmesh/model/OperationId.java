package io.vpcmesh.model;

/** The handle of an asynchronous Cloud Map operation. */
public record OperationId(String value) {

  @Override
  public String toString() {
    return value;
  }
}
