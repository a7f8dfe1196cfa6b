package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.ServiceName;
import java.util.Optional;

/**
 * A ServiceEndpoint, parsed: a value of this type is valid in itself.
 *
 * @param access who may call it if it names no clients; absent: what the mesh says
 * @param existingGroups security groups of others that its instances carry; without any it has one
 *     of ours
 * @param paused whether its deployments neither begin nor go on
 */
public record Endpoint(
    EndpointKey key,
    MeshId mesh,
    ServiceName serviceName,
    DeletionPolicy deletionPolicy,
    ImmutableList<Port> ports,
    Backend backend,
    DiscoveryOverrides discovery,
    Optional<Access> access,
    ImmutableList<Client> clients,
    ImmutableSortedSet<SecurityGroupId> existingGroups,
    boolean paused,
    DeploymentOverrides deployment) {

  /**
   * The same configuration with what is data in a newer declaration: which addresses there are,
   * what becomes of everything when the resource is deleted, and how changes are brought in.
   */
  Endpoint withDataOf(Endpoint newer) {
    boolean addresses =
        backend instanceof Backend.Static && newer.backend() instanceof Backend.Static;
    return new Endpoint(
        key,
        mesh,
        serviceName,
        newer.deletionPolicy(),
        ports,
        addresses ? newer.backend() : backend,
        discovery,
        access,
        clients,
        existingGroups,
        newer.paused(),
        newer.deployment());
  }

  /** What becomes of the AWS objects when the resource is deleted. */
  public enum DeletionPolicy {
    DELETE,
    RETAIN
  }

  /**
   * A port of the service.
   *
   * @param port what clients dial through the proxy
   * @param target where an instance listens
   */
  public record Port(String name, PortNumber port, TargetPort target, Protocol protocol) {}

  /** What is spoken on a port. */
  public enum Protocol {
    HTTP,
    HTTP2,
    GRPC,
    TCP
  }

  /** Where an instance listens. */
  public sealed interface TargetPort {

    /** On this port. */
    record Numbered(PortNumber port) implements TargetPort {}

    /** On the port that the instance itself has under this name. */
    record Named(String name) implements TargetPort {}

    /** As people write it: a number or a name. */
    default String spelled() {
      return switch (this) {
        case Numbered(PortNumber number) -> number.toString();
        case Named(String name) -> name;
      };
    }
  }

  /** Where the instances come from. */
  public sealed interface Backend {

    /** No instances: the resource only calls others. */
    record ClientOnly() implements Backend {}

    /** Addresses written in the resource. They are membership, not configuration. */
    record Static(ImmutableList<StaticAddress> addresses) implements Backend {}

    /**
     * Pods of the endpoint's own namespace.
     *
     * @param hostPort whether they are reached by the address of their node
     */
    record Kubernetes(PodChoice pods, boolean hostPort) implements Backend {}
  }

  /** Which pods. */
  public sealed interface PodChoice {

    /** Those of a Service that exists. */
    record OfService(String name) implements PodChoice {}

    /** Those with these labels; there is at least one. */
    record WithLabels(ImmutableSortedMap<String, String> labels) implements PodChoice {}
  }

  /**
   * One instance written by hand.
   *
   * @param port where its first port listens, when that isn't the target port
   * @param zone the Availability Zone
   */
  public record StaticAddress(IpAddress ip, Optional<PortNumber> port, Optional<String> zone) {}
}
