package io.vpcmesh.model;

/** A ServiceEndpoint: owns its Cloud Map services and their instances. */
public record EndpointKey(ObjectRef ref) implements Key, Comparable<EndpointKey> {

  public static EndpointKey of(String namespace, String name) {
    return new EndpointKey(new ObjectRef(namespace, name));
  }

  @Override
  public String kind() {
    return "ServiceEndpoint";
  }

  @Override
  public int compareTo(EndpointKey other) {
    return ref.compareTo(other.ref);
  }

  @Override
  public String toString() {
    return "endpoint " + ref;
  }
}
