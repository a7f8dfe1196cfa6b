package io.vpcmesh.engine;

import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.engine.EndpointJournal.Home;
import io.vpcmesh.model.Snapshot;
import java.util.Optional;

/**
 * What must not be forgotten of a mesh.
 *
 * @param uid of the resource that this is about
 * @param home its namespace, where it was last
 * @param account that the namespace is in
 */
public record MeshJournal(
    String uid,
    Optional<Snapshot<ServiceMeshSpec>> running,
    Optional<Home> home,
    Optional<String> account) {

  /** Whether nothing was ever announced: then there is nothing in AWS. */
  boolean isBlank() {
    return running.isEmpty() && home.isEmpty();
  }

  /** A journal of a mesh for which nothing happened yet. */
  public static MeshJournal empty(String uid) {
    return new MeshJournal(uid, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
