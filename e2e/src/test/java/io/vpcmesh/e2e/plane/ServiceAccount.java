package io.vpcmesh.e2e.plane;

/** Whom a program in the cluster works as. */
public record ServiceAccount(String namespace, String name) {

  /** What the API server calls it. */
  public String user() {
    return "system:serviceaccount:" + namespace + ":" + name;
  }

  @Override
  public String toString() {
    return namespace + "-" + name;
  }
}
