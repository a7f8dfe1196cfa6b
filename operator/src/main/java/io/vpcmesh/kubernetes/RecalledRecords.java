package io.vpcmesh.kubernetes;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSortedMap;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.vpcmesh.api.v1alpha1.MeshDeploymentSpec;
import io.vpcmesh.api.v1alpha1.MeshDeploymentStatus;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.deployment.Recorded;
import io.vpcmesh.engine.codec.DeploymentReading;
import io.vpcmesh.engine.codec.DeploymentRecord;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The records of deployments of resources that have no journal. */
final class RecalledRecords {

  private static final MeshDeploymentStatus NOTHING =
      new MeshDeploymentStatus(
          null, null, null, null, null, null, null, null, null, List.of(), List.of());

  private final ImmutableListMultimap.Builder<EndpointKey, Recorded<ServiceEndpointSpec>>
      endpoints = ImmutableListMultimap.builder();
  private final ImmutableListMultimap.Builder<MeshId, Recorded<ServiceMeshSpec>> meshes =
      ImmutableListMultimap.builder();

  ImmutableListMultimap<EndpointKey, Recorded<ServiceEndpointSpec>> endpoints() {
    return endpoints.build();
  }

  ImmutableListMultimap<MeshId, Recorded<ServiceMeshSpec>> meshes() {
    return meshes.build();
  }

  /** The UID of the resource that the record goes with; a restored one goes with none. */
  static Optional<String> owner(Key key, RawDeployment there) {
    return Optional.ofNullable(there.getMetadata().getOwnerReferences()).stream()
        .flatMap(List::stream)
        .filter(owner -> key.kind().equals(owner.getKind()))
        .map(OwnerReference::getUid)
        .findFirst();
  }

  void add(Key key, RawDeployment there) {
    String name = there.getMetadata().getName();
    Optional<String> owner = owner(key, there);
    DeploymentRecord record =
        new DeploymentRecord(
            ImmutableSortedMap.copyOf(
                Optional.ofNullable(there.getMetadata().getLabels()).orElseGet(Map::of)),
            KubernetesStore.status(there.getSpec(), MeshDeploymentSpec.class),
            KubernetesStore.status(there.getStatus(), MeshDeploymentStatus.class).orElse(NOTHING));
    switch (key) {
      case EndpointKey endpoint ->
          DeploymentReading.of(endpoint, name, owner, record)
              .ifPresent(it -> endpoints.put(endpoint, it));
      case MeshId mesh ->
          DeploymentReading.of(mesh, name, owner, record).ifPresent(it -> meshes.put(mesh, it));
    }
  }
}
