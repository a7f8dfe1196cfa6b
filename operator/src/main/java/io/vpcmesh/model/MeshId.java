package io.vpcmesh.model;

/** A ServiceMesh: owns the Cloud Map namespace. */
public record MeshId(ObjectRef ref) implements Key, Comparable<MeshId> {

  public static MeshId of(String namespace, String name) {
    return new MeshId(new ObjectRef(namespace, name));
  }

  @Override
  public String kind() {
    return "ServiceMesh";
  }

  @Override
  public int compareTo(MeshId other) {
    return ref.compareTo(other.ref);
  }

  @Override
  public String toString() {
    return "mesh " + ref;
  }
}
