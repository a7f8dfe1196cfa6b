package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;

/** The objects of the API server behind keys. */
final class Kinds {

  private Kinds() {}

  static Resource<? extends HasMetadata> resource(KubernetesClient client, Key key) {
    return switch (key) {
      case EndpointKey endpoint -> resource(client, endpoint, RawEndpoint.class);
      case MeshId mesh -> resource(client, mesh, RawMesh.class);
    };
  }

  private static <R extends CustomResource<?, ?>> Resource<R> resource(
      KubernetesClient client, Key key, Class<R> type) {
    return client.resources(type).inNamespace(key.ref().namespace()).withName(key.ref().name());
  }
}
