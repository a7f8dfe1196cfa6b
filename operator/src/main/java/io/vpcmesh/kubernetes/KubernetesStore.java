package io.vpcmesh.kubernetes;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableMap;
import io.fabric8.kubernetes.client.CustomResource;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ResourceJson;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.engine.EndpointJournal;
import io.vpcmesh.engine.Journal;
import io.vpcmesh.engine.MeshJournal;
import io.vpcmesh.engine.Store;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.ObjectRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
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
  private final Caches caches;

  KubernetesStore(
      Fence fence,
      JournalMaps journals,
      Finalizers finalizers,
      StatusWriter statuses,
      EventWriter events,
      DeploymentWriter deployments,
      DeploymentEvents steps,
      Caches caches) {
    this.fence = fence;
    this.journals = journals;
    this.finalizers = finalizers;
    this.statuses = statuses;
    this.events = events;
    this.deployments = deployments;
    this.steps = steps;
    this.caches = caches;
  }

  @Override
  public Journals load() {
    Journals loaded =
        new Journals(
            journals.endpoints(),
            journals.meshes(),
            status(caches.endpoints().all(), EndpointKey::new, ServiceEndpointStatus.class),
            status(caches.meshes().all(), MeshId::new, ServiceMeshStatus.class));
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
  public void write(EndpointKey key, ServiceEndpointStatus status) {
    write(key, status.observedGeneration(), status, status.conditions());
  }

  @Override
  public void write(MeshId key, ServiceMeshStatus status) {
    write(key, status.observedGeneration(), status, status.conditions());
  }

  private void write(
      Key key, @Nullable Long generation, Object status, List<Condition> conditions) {
    fence.check();
    statuses.write(key, generation, status);
    events.tell(key, conditions);
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
      Stream<? extends CustomResource<JsonNode, JsonNode>> resources,
      Function<ObjectRef, K> key,
      Class<S> type) {
    return resources
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
