package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/** What a cache needs of an object to know it again. */
final class Slim {

  private Slim() {}

  static ObjectMeta names(ObjectMeta full) {
    return new ObjectMetaBuilder()
        .withNamespace(full.getNamespace())
        .withName(full.getName())
        .withUid(full.getUid())
        .withResourceVersion(full.getResourceVersion())
        .build();
  }
}
