package io.vpcmesh.kubernetes;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.topology.TopologyEvent;
import java.util.List;
import java.util.Map;

/**
 * What a cluster declares at one moment, for a person who may read it.
 *
 * @param events in the order in which an index takes them
 * @param statuses as they stand in the resources
 */
public record ClusterLook(
    ImmutableList<TopologyEvent> events,
    ImmutableMap<EndpointKey, ServiceEndpointStatus> statuses) {

  /**
   * Asks the API server: three lists.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException when it refuses or is not there
   */
  public static ClusterLook at(KubernetesClient client) {
    List<Namespace> namespaces = client.namespaces().list().getItems();
    List<RawMesh> meshes = client.resources(RawMesh.class).inAnyNamespace().list().getItems();
    List<RawEndpoint> endpoints =
        client.resources(RawEndpoint.class).inAnyNamespace().list().getItems();
    ImmutableList.Builder<TopologyEvent> events = ImmutableList.builder();
    namespaces.stream().map(Declared::event).forEach(events::add);
    meshes.stream().map(Declared::event).forEach(events::add);
    endpoints.stream().map(Declared::event).forEach(events::add);
    return new ClusterLook(
        events.build(),
        endpoints.stream()
            .flatMap(endpoint ->
                KubernetesStore.status(endpoint.getStatus(), ServiceEndpointStatus.class).stream()
                    .map(status -> Map.entry(new EndpointKey(Declared.ref(endpoint)), status)))
            .collect(toImmutableMap(Map.Entry::getKey, Map.Entry::getValue)));
  }
}
