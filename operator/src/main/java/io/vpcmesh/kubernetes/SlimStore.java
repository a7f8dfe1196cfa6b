package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import java.util.List;

/**
 * Keeps objects without the record of who wrote which field, often their largest part; of that only
 * the last writer of a declaration is kept.
 */
final class SlimStore<R extends HasMetadata> extends TransformingItemStore<R> {

  SlimStore() {
    super(SlimStore::slim);
  }

  private static <R extends HasMetadata> R slim(R object) {
    if (object instanceof RawEndpoint || object instanceof RawMesh) {
      LastWriter.keep(object.getMetadata());
    }
    object.getMetadata().setManagedFields(List.of());
    if (object.getMetadata().getAnnotations() != null) {
      object
          .getMetadata()
          .getAnnotations()
          .remove("kubectl.kubernetes.io/last-applied-configuration");
    }
    return object;
  }
}
