package io.vpcmesh.topology;

import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Keeps each view until an event touches its key. */
final class ViewCache {

  private final Map<EndpointKey, EndpointView> endpoints = new HashMap<>();
  private final Map<MeshId, MeshView> meshes = new HashMap<>();
  private long built;

  EndpointView endpoint(EndpointKey key, Supplier<EndpointView> view) {
    return endpoints.computeIfAbsent(key, _ -> build(view));
  }

  MeshView mesh(MeshId id, Supplier<MeshView> view) {
    return meshes.computeIfAbsent(id, _ -> build(view));
  }

  void forget(Iterable<Key> touched) {
    for (Key key : touched) {
      switch (key) {
        case EndpointKey endpoint -> endpoints.remove(endpoint);
        case MeshId mesh -> meshes.remove(mesh);
      }
    }
  }

  long built() {
    return built;
  }

  private <V> V build(Supplier<V> view) {
    built++;
    return view.get();
  }
}
