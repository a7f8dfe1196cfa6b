package io.vpcmesh.standalone.directory;

import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.ObjectRef;
import java.util.Comparator;
import java.util.Optional;

/**
 * Names what a document declares: a resource or a namespace.
 *
 * @param namespace empty for a namespace itself
 */
public record ManifestName(Kind kind, String namespace, String name)
    implements Comparable<ManifestName> {

  private static final Comparator<ManifestName> ORDER =
      Comparator.comparing(ManifestName::kind)
          .thenComparing(ManifestName::namespace)
          .thenComparing(ManifestName::name);

  /** What can be declared, in the order in which the engine is told. */
  public enum Kind {
    NAMESPACE,
    MESH,
    ENDPOINT
  }

  public ManifestName {
    if (name.isEmpty() || namespace.isEmpty() != (kind == Kind.NAMESPACE)) {
      throw new IllegalArgumentException(
          "a %s cannot be named '%s/%s'".formatted(kind, namespace, name));
    }
  }

  public static ManifestName namespace(String name) {
    return new ManifestName(Kind.NAMESPACE, "", name);
  }

  public static ManifestName of(Key key) {
    Kind kind =
        switch (key) {
          case MeshId _ -> Kind.MESH;
          case EndpointKey _ -> Kind.ENDPOINT;
        };
    return of(kind, key.ref());
  }

  static ManifestName of(Kind kind, ObjectRef ref) {
    return new ManifestName(kind, ref.namespace(), ref.name());
  }

  /** The key of the resource; absent for a namespace. */
  public Optional<Key> key() {
    return switch (kind) {
      case NAMESPACE -> Optional.empty();
      case MESH -> Optional.of(MeshId.of(namespace, name));
      case ENDPOINT -> Optional.of(EndpointKey.of(namespace, name));
    };
  }

  @Override
  public int compareTo(ManifestName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return key().map(Key::toString).orElseGet(() -> "namespace " + name);
  }
}
