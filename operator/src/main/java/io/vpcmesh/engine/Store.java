package io.vpcmesh.engine;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.deployment.Recorded;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;

/**
 * Where journals and status live. Methods block, are called off the loop, and return only when what
 * was written survives a crash; when they throw, it may or may not have been written.
 */
public interface Store {

  /** Everything that was journaled before the start. */
  Journals load();

  void write(EndpointKey key, EndpointJournal journal);

  void write(MeshId key, MeshJournal journal);

  /**
   * Writes a status.
   *
   * @param uid of the resource that it is about; another one in its place does not get it
   */
  void write(EndpointKey key, String uid, ServiceEndpointStatus status);

  /**
   * Writes a status.
   *
   * @param uid of the resource that it is about; another one in its place does not get it
   */
  void write(MeshId key, String uid, ServiceMeshStatus status);

  /**
   * The deletion of a resource is complete: drops its journal and status and lets the resource go.
   * The driver answers with {@link io.vpcmesh.topology.TopologyEvent.Gone}.
   */
  void release(Key key);

  /**
   * What a store holds at the start.
   *
   * @param lives the UID of the resource that each status is about, as far as that is known
   * @param endpointRecords of deployments of endpoints that have no journal
   * @param meshRecords of deployments of meshes that have no journal
   */
  record Journals(
      ImmutableMap<EndpointKey, EndpointJournal> endpoints,
      ImmutableMap<MeshId, MeshJournal> meshes,
      ImmutableMap<EndpointKey, ServiceEndpointStatus> endpointStatus,
      ImmutableMap<MeshId, ServiceMeshStatus> meshStatus,
      ImmutableMap<Key, String> lives,
      ImmutableListMultimap<EndpointKey, Recorded<ServiceEndpointSpec>> endpointRecords,
      ImmutableListMultimap<MeshId, Recorded<ServiceMeshSpec>> meshRecords) {

    /** With journals, nobody asks for the records. */
    public Journals(
        ImmutableMap<EndpointKey, EndpointJournal> endpoints,
        ImmutableMap<MeshId, MeshJournal> meshes,
        ImmutableMap<EndpointKey, ServiceEndpointStatus> endpointStatus,
        ImmutableMap<MeshId, ServiceMeshStatus> meshStatus) {
      this(
          endpoints,
          meshes,
          endpointStatus,
          meshStatus,
          ImmutableMap.of(),
          ImmutableListMultimap.of(),
          ImmutableListMultimap.of());
    }

    /** Whether another process worked with them. */
    boolean areInherited() {
      return !meshes.isEmpty()
          || !endpoints.isEmpty()
          || !meshRecords.isEmpty()
          || !endpointRecords.isEmpty();
    }

    /** What is left of the journals of endpoints that have a status and no journal. */
    ImmutableMap<EndpointKey, EndpointJournal> lost() {
      ImmutableMap.Builder<EndpointKey, EndpointJournal> lost = ImmutableMap.builder();
      endpointStatus.forEach((key, status) -> {
        if (!endpoints.containsKey(key) && status.aws() != null) {
          lost.put(key, EndpointJournal.lost(status.aws()));
        }
      });
      return lost.buildOrThrow();
    }
  }

  /**
   * The resource has changed since the pass that wants to write: the driver is about to tell the
   * new version, and the next pass knows more.
   */
  final class StaleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StaleException(String message) {
      super(message);
    }
  }

  /** A write that did not succeed; the message names the file or object. */
  final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
      super(message);
    }

    public StoreException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
