package io.vpcmesh.engine;

import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.deployment.Changes;
import io.vpcmesh.deployment.Rollout;
import io.vpcmesh.engine.EndpointJournal.Home;
import io.vpcmesh.model.Snapshot;
import java.util.Optional;

/**
 * What must not be forgotten of a mesh.
 *
 * @param uid of the resource that this is about
 * @param running the spec that is in force
 * @param home its namespace, where it was last
 * @param account that the namespace is in
 * @param changes what is remembered of deployments; absent as long as there was none that this
 *     release knows of
 */
public record MeshJournal(
    String uid,
    Optional<Snapshot<ServiceMeshSpec>> running,
    Optional<Home> home,
    Optional<String> account,
    Optional<Changes<ServiceMeshSpec>> changes)
    implements Journal {

  /** Whether nothing was ever announced: then there is nothing in AWS. */
  boolean isBlank() {
    return rollout().stance().current().isEmpty() && home.isEmpty();
  }

  /**
   * With what was found again of deployments. Nobody wrote that down, so it is of nobody yet: all
   * effects wait until it is written.
   */
  MeshJournal recalling(Rollout<ServiceMeshSpec> found) {
    return new MeshJournal("", found.running(), home, account, found.remembered());
  }

  @Override
  public Rollout<ServiceMeshSpec> rollout() {
    return Rollout.of(running, changes);
  }

  /** A journal of a mesh for which nothing happened yet. */
  public static MeshJournal empty(String uid) {
    return new MeshJournal(
        uid, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
