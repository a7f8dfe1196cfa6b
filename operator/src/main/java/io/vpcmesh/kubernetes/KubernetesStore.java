package io.vpcmesh.kubernetes;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ResourceJson;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.engine.EndpointJournal;
import io.vpcmesh.engine.Journal;
import io.vpcmesh.engine.MeshJournal;
import io.vpcmesh.engine.Store;
import io.vpcmesh.kubernetes.Caches.Supply;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.ObjectRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store in the API server: journals in ConfigMaps, status in the resources, and a finalizer
 * before the first effect. Only the leader writes.
 */
final class KubernetesStore implements Store {

  private static final ObjectMapper JSON = ResourceJson.mapper();

  private final Fence fence;
  private final JournalMaps journals;
  private final Finalizers finalizers;
  private final StatusWriter statuses;
  private final EventWriter events;
  private final DeploymentWriter deployments;
  private final DeploymentEvents steps;
  private final Supply<RawEndpoint> endpoints;
  private final Supply<RawMesh> meshes;

  /**
   * @param endpoints as the API server itself has them, with what was said of them last
   * @param meshes likewise
   */
  KubernetesStore(
      Fence fence,
      JournalMaps journals,
      Finalizers finalizers,
      StatusWriter statuses,
      EventWriter events,
      DeploymentWriter deployments,
      DeploymentEvents steps,
      Supply<RawEndpoint> endpoints,
      Supply<RawMesh> meshes) {
    this.fence = fence;
    this.journals = journals;
    this.finalizers = finalizers;
    this.statuses = statuses;
    this.events = events;
    this.deployments = deployments;
    this.steps = steps;
    this.endpoints = endpoints;
    this.meshes = meshes;
  }

  @Override
  public Journals load() {
    List<RawEndpoint> ofEndpoints = endpoints.all().toList();
    List<RawMesh> ofMeshes = meshes.all().toList();
    Journals loaded =
        new Journals(
            journals.endpoints(),
            journals.meshes(),
            status(ofEndpoints, EndpointKey::new, ServiceEndpointStatus.class),
            status(ofMeshes, MeshId::new, ServiceMeshStatus.class));
    loaded.endpoints().forEach((key, journal) -> finalizers.remember(key, journal.uid()));
    loaded.meshes().forEach((key, journal) -> finalizers.remember(key, journal.uid()));
    loaded.endpointStatus().forEach((key, status) -> events.remember(key, status.conditions()));
    loaded.meshStatus().forEach((key, status) -> events.remember(key, status.conditions()));
    deployments.remember(
        ImmutableMap.<Key, Journal>builder()
            .putAll(loaded.meshes())
            .putAll(loaded.endpoints())
            .buildOrThrow());
    steps.remember(loaded.meshes());
    steps.remember(loaded.endpoints());
    return new Journals(
        loaded.endpoints(),
        loaded.meshes(),
        loaded.endpointStatus(),
        loaded.meshStatus(),
        lives(ofEndpoints, ofMeshes),
        deployments.recalled().endpoints(),
        deployments.recalled().meshes());
  }

  @Override
  public void write(EndpointKey key, EndpointJournal journal) {
    journal(key, journal);
  }

  @Override
  public void write(MeshId key, MeshJournal journal) {
    journal(key, journal);
  }

  private void journal(Key key, Journal journal) {
    fence.check();
    finalizers.add(key, journal.uid());
    deployments.announce(key, journal);
    fence.check();
    journals.write(key, journal);
    deployments.follow(key, journal);
    steps.follow(key, journal);
  }

  @Override
  public void write(EndpointKey key, String uid, ServiceEndpointStatus status) {
    write(key, uid, status.observedGeneration(), status, status.conditions());
  }

  @Override
  public void write(MeshId key, String uid, ServiceMeshStatus status) {
    write(key, uid, status.observedGeneration(), status, status.conditions());
  }

  private void write(
      Key key, String uid, @Nullable Long generation, Object status, List<Condition> conditions) {
    fence.check();
    statuses.write(key, uid, generation, status);
    events.tell(key, conditions);
  }

  private static ImmutableMap<Key, String> lives(
      List<RawEndpoint> endpoints, List<RawMesh> meshes) {
    ImmutableMap.Builder<Key, String> lives = ImmutableMap.builder();
    endpoints.forEach(it -> lives.put(new EndpointKey(Declared.ref(it)), uid(it)));
    meshes.forEach(it -> lives.put(new MeshId(Declared.ref(it)), uid(it)));
    return lives.buildOrThrow();
  }

  private static String uid(HasMetadata object) {
    return object.getMetadata().getUid();
  }

  /** The resource goes last: as long as it is there, a restart asks for the release again. */
  @Override
  public void release(Key key) {
    fence.check();
    journals.delete(key);
    fence.check();
    finalizers.remove(key);
    statuses.forget(key);
    events.forget(key);
    deployments.forget(key);
    steps.forget(key);
  }

  private static <K, S> ImmutableMap<K, S> status(
      List<? extends CustomResource<JsonNode, JsonNode>> resources,
      Function<ObjectRef, K> key,
      Class<S> type) {
    return resources.stream()
        .flatMap(resource ->
            status(resource.getStatus(), type).stream()
                .map(status -> Map.entry(key.apply(Declared.ref(resource)), status)))
        .collect(toImmutableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** A status that cannot be read is written anew. */
  static <S> Optional<S> status(JsonNode status, Class<S> type) {
    try {
      return status == null || status.isEmpty()
          ? Optional.empty()
          : Optional.of(JSON.treeToValue(status, type));
    } catch (JsonProcessingException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }
}
