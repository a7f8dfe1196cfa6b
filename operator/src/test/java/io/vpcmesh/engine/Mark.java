package io.vpcmesh.engine;

import com.google.common.base.Splitter;
import io.vpcmesh.model.EndpointKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whose mark an AWS object carries, read without the product's code; empty where there is none. */
record Mark(String installation, String owner, String uid) {

  static Mark of(Map<String, String> marks) {
    return new Mark(
        marks.getOrDefault("vpcmesh.io/installation", ""),
        marks.getOrDefault("vpcmesh.io/owner", ""),
        marks.getOrDefault("vpcmesh.io/uid", ""));
  }

  boolean isOfThisInstallation() {
    return installation.equals(TestWorld.INSTALLATION) && !owner.isEmpty();
  }

  /** The endpoint that the mark names: {@code ServiceEndpoint/shop/orders@shop/shop}. */
  Optional<EndpointKey> endpoint() {
    return owner.startsWith("ServiceEndpoint/") ? Optional.of(key()) : Optional.empty();
  }

  /** The namespace and name that the mark names. */
  EndpointKey key() {
    List<String> path = Splitter.on('/').splitToList(owner.substring(0, owner.indexOf('@')));
    return EndpointKey.of(path.get(1), path.get(2));
  }
}
