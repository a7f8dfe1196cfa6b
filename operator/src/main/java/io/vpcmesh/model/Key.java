package io.vpcmesh.model;

/** What a pass is about. One AWS object has exactly one owning key. */
public sealed interface Key permits MeshId, EndpointKey {

  /** The declared resource behind the key. */
  ObjectRef ref();

  /** The kind of that resource, as Kubernetes spells it. */
  String kind();
}
