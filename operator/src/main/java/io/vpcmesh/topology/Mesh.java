package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.model.Hook;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Place;
import java.util.Optional;

/**
 * A ServiceMesh, parsed: a value of this type is valid in itself.
 *
 * <p>A change of {@code members}, {@code discovery}, {@code authorization} or {@code groups} is a
 * deployment. The rest is data, which belongs to no revision: where and as whom AWS is reached,
 * what may be written there, and how changes are brought in.
 *
 * @param paused whether deployments of the mesh and of its endpoints neither begin nor go on
 * @param deployment of the mesh, and what its endpoints inherit
 * @param maxConcurrentDeployments of its endpoints, first ones not counted
 */
public record Mesh(
    MeshId id,
    Mode mode,
    AwsPlace aws,
    CloudMapNamespace namespace,
    Optional<LabelSelector> members,
    DiscoveryOverrides discovery,
    Authorization authorization,
    GroupPolicy groups,
    boolean paused,
    DeploymentOverrides deployment,
    ImmutableList<Hook> hooks,
    int maxConcurrentDeployments) {

  /**
   * The same configuration with the data of a newer declaration. What that takes away from its
   * endpoints is masked, as nothing gives it back: namespaces that it does not select and sources
   * that it does not let them name. How it lets clients be revoked is data, too.
   */
  Mesh withDataOf(Mesh newest) {
    return new Mesh(
        id,
        newest.mode(),
        newest.aws(),
        newest.namespace(),
        within(newest.members()),
        discovery,
        authorization.within(newest.authorization()),
        groups.within(newest.groups()),
        newest.paused(),
        newest.deployment(),
        newest.hooks(),
        newest.maxConcurrentDeployments());
  }

  private Optional<LabelSelector> within(Optional<LabelSelector> most) {
    return members.flatMap(selector -> most.map(selector::and));
  }

  /** Whether the operator may write. */
  public enum Mode {
    ENFORCE,
    /** Plans are made and reported, nothing is written to AWS. */
    OBSERVE
  }

  /**
   * Where in AWS the mesh lives.
   *
   * @param accountId when given, any other account is refused
   * @param vpc the primary one, which the namespace belongs to
   * @param furtherVpcs beside it
   */
  public record AwsPlace(
      Place place,
      Optional<String> accountId,
      String vpc,
      ImmutableSortedSet<String> furtherVpcs,
      ImmutableMap<String, String> resourceTags) {

    public String region() {
      return place.region();
    }

    /** All of them, the primary one first. */
    public ImmutableSet<String> vpcs() {
      return ImmutableSet.<String>builder().add(vpc).addAll(furtherVpcs).build();
    }
  }

  /** The Cloud Map namespace of the mesh. */
  public record CloudMapNamespace(String name, Type type, Ownership ownership) {

    /** What kind of namespace. */
    public enum Type {
      DNS_PRIVATE,
      HTTP
    }

    /** Who creates and deletes it. */
    public enum Ownership {
      MANAGED,
      /** It exists already and is never deleted. */
      ADOPTED
    }
  }
}
