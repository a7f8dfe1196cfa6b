package io.vpcmesh.runtime;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Multimaps;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.deployment.Recorded;
import io.vpcmesh.engine.EndpointJournal;
import io.vpcmesh.engine.MeshJournal;
import io.vpcmesh.engine.Store;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A store that forgets with the process, and outlives an engine. */
public final class MemoryStore implements Store {

  private final Map<EndpointKey, EndpointJournal> endpoints = new TreeMap<>();
  private final Map<MeshId, MeshJournal> meshes = new TreeMap<>();
  private final Map<EndpointKey, ServiceEndpointStatus> endpointStatus = new TreeMap<>();
  private final Map<MeshId, ServiceMeshStatus> meshStatus = new TreeMap<>();
  private final Map<Key, String> lives = new HashMap<>();
  private ImmutableListMultimap<EndpointKey, Recorded<ServiceEndpointSpec>> endpointRecords =
      ImmutableListMultimap.of();
  private ImmutableListMultimap<MeshId, Recorded<ServiceMeshSpec>> meshRecords =
      ImmutableListMultimap.of();
  private Consumer<Key> onRelease = key -> {};

  public MemoryStore() {}

  /** A store that starts with what another one held. */
  public MemoryStore(Journals journals) {
    endpoints.putAll(journals.endpoints());
    meshes.putAll(journals.meshes());
    endpointStatus.putAll(journals.endpointStatus());
    meshStatus.putAll(journals.meshStatus());
    lives.putAll(journals.lives());
    endpointRecords = journals.endpointRecords();
    meshRecords = journals.meshRecords();
  }

  /** Tells this listener, and no other one any more, what is released. */
  public synchronized void onRelease(Consumer<Key> listener) {
    onRelease = listener;
  }

  @Override
  public synchronized Journals load() {
    return new Journals(
        ImmutableMap.copyOf(endpoints),
        ImmutableMap.copyOf(meshes),
        ImmutableMap.copyOf(endpointStatus),
        ImmutableMap.copyOf(meshStatus),
        ImmutableMap.copyOf(lives),
        lost(endpointRecords, endpoints.keySet()),
        lost(meshRecords, meshes.keySet()));
  }

  private static <K, R> ImmutableListMultimap<K, R> lost(
      ImmutableListMultimap<K, R> records, Set<K> journaled) {
    return ImmutableListMultimap.copyOf(
        Multimaps.filterKeys(records, key -> !journaled.contains(key)));
  }

  @Override
  public synchronized void write(EndpointKey key, EndpointJournal journal) {
    endpoints.put(key, journal);
  }

  @Override
  public synchronized void write(MeshId key, MeshJournal journal) {
    meshes.put(key, journal);
  }

  @Override
  public synchronized void write(EndpointKey key, String uid, ServiceEndpointStatus status) {
    endpointStatus.put(key, status);
    live(key, uid);
  }

  @Override
  public synchronized void write(MeshId key, String uid, ServiceMeshStatus status) {
    meshStatus.put(key, status);
    live(key, uid);
  }

  private void live(Key key, String uid) {
    if (uid.isEmpty()) {
      lives.remove(key);
    } else {
      lives.put(key, uid);
    }
  }

  /** The resource was taken away, and its status with it; the journal is not part of it. */
  public synchronized void dropStatus(Key key) {
    lives.remove(key);
    switch (key) {
      case EndpointKey endpoint -> endpointStatus.remove(endpoint);
      case MeshId mesh -> meshStatus.remove(mesh);
    }
  }

  @Override
  public void release(Key key) {
    forget(key).accept(key);
  }

  private synchronized Consumer<Key> forget(Key key) {
    lives.remove(key);
    switch (key) {
      case EndpointKey endpoint -> {
        endpoints.remove(endpoint);
        endpointStatus.remove(endpoint);
      }
      case MeshId mesh -> {
        meshes.remove(mesh);
        meshStatus.remove(mesh);
      }
    }
    return onRelease;
  }
}
