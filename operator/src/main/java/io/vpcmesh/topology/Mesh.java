package io.vpcmesh.topology;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.MeshId;
import java.util.Optional;

/** A ServiceMesh, parsed: a value of this type is valid in itself. */
public record Mesh(
    MeshId id,
    Mode mode,
    AwsPlace aws,
    CloudMapNamespace namespace,
    Optional<LabelSelector> members,
    DiscoveryOverrides discovery) {

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
   */
  public record AwsPlace(
      String region,
      Optional<String> accountId,
      String vpc,
      ImmutableMap<String, String> resourceTags) {}

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
