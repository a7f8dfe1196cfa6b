package io.vpcmesh.model;

/** What a pass is about. One AWS object has exactly one owning key. */
public sealed interface Key permits MeshId, EndpointKey {

  /** The declared resource behind the key. */
  ObjectRef ref();

  /** The kind of that resource, as Kubernetes spells it. */
  String kind();

  /** As a person names it on the command line: {@code shop/orders}, {@code mesh/shop/shop}. */
  default String argument() {
    return switch (this) {
      case EndpointKey _ -> ref().toString();
      case MeshId _ -> "mesh/" + ref();
    };
  }
}
