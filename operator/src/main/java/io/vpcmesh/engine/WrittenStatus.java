package io.vpcmesh.engine;

import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.engine.Store.Journals;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import java.util.HashMap;
import java.util.Map;

/**
 * The status that was written before the start, until the resource is seen that it is about. What
 * is seen first may be a former life of it: that one neither gets it nor takes it along.
 */
final class WrittenStatus {

  private final Map<EndpointKey, ServiceEndpointStatus> endpoints = new HashMap<>();
  private final Map<MeshId, ServiceMeshStatus> meshes = new HashMap<>();
  private final Map<Key, String> lives = new HashMap<>();

  void remember(Journals journals) {
    endpoints.putAll(journals.endpointStatus());
    meshes.putAll(journals.meshStatus());
    lives.putAll(journals.lives());
  }

  /** The resource with this UID is seen: it goes on from its own status. */
  void hand(EndpointState state, String uid) {
    if (isOf(state.key, uid) && endpoints.containsKey(state.key)) {
      state.status = endpoints.remove(state.key);
    }
  }

  /** The resource with this UID is seen: it goes on from its own status. */
  void hand(MeshState state, String uid) {
    if (isOf(state.key, uid) && meshes.containsKey(state.key)) {
      state.status = meshes.remove(state.key);
    }
  }

  /** A resource is gone: what nobody knows the life of was said of it. */
  void forget(Key key) {
    if (!lives.containsKey(key)) {
      switch (key) {
        case EndpointKey endpoint -> endpoints.remove(endpoint);
        case MeshId mesh -> meshes.remove(mesh);
      }
    }
  }

  private boolean isOf(Key key, String uid) {
    return uid.equals(lives.getOrDefault(key, uid));
  }
}
