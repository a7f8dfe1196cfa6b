package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.vpcmesh.model.ObjectRef;
import java.util.Optional;
import java.util.stream.Stream;

/** What the informers hold of the declared world. */
record Caches(Cache<RawMesh> meshes, Cache<RawEndpoint> endpoints, Supply<Namespace> namespaces) {

  /** Objects of one kind, as the informer saw them last. */
  interface Supply<R extends HasMetadata> {
    Stream<R> all();
  }

  /** Objects of one kind that live in namespaces. */
  interface Cache<R extends HasMetadata> extends Supply<R> {
    Optional<R> get(ObjectRef ref);
  }
}
