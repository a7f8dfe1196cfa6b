package io.vpcmesh.topology;

import io.vpcmesh.topology.Endpoint.Backend;
import io.vpcmesh.topology.Endpoint.PodChoice;
import io.vpcmesh.topology.Endpoint.Port;
import io.vpcmesh.topology.Endpoint.TargetPort;
import java.util.Collection;
import java.util.Optional;

/**
 * What makes a revision: the configuration, without membership (static addresses), without what
 * touches no connection (the deletion policy, and how changes are brought in, of which a deployment
 * keeps what held when it began), and without what a mesh says of where and as whom AWS is reached.
 * A field that is new in a release adds nothing while it has its default.
 */
final class ConfigurationHash {

  private ConfigurationHash() {}

  static String of(Endpoint endpoint) {
    Fingerprint fingerprint =
        new Fingerprint()
            .with("mesh", endpoint.mesh().ref())
            .with("serviceName", endpoint.serviceName());
    for (int i = 0; i < endpoint.ports().size(); i++) {
      add(fingerprint, "ports[" + i + "]", endpoint.ports().get(i));
    }
    add(fingerprint, endpoint.backend());
    add(fingerprint, endpoint.discovery());
    fingerprint
        .with("authorization.default", endpoint.access())
        .with("clients", clients(endpoint))
        .with("securityGroups.ids", some(endpoint.existingGroups()));
    return fingerprint.hash();
  }

  static String of(Mesh mesh) {
    Fingerprint fingerprint =
        new Fingerprint()
            .with("aws.region", mesh.aws().region())
            .with("aws.vpc", mesh.aws().vpc())
            .with("namespace.name", mesh.namespace().name())
            .with("namespace.type", mesh.namespace().type())
            .with("members", mesh.members());
    add(fingerprint, mesh.discovery());
    add(fingerprint, mesh.authorization());
    add(fingerprint, mesh.groups());
    return fingerprint.hash();
  }

  /** In whichever order they are named. */
  private static Optional<?> clients(Endpoint endpoint) {
    return some(endpoint.clients().stream().map(Client::spelled).toList());
  }

  private static void add(Fingerprint fingerprint, Authorization authorization) {
    fingerprint
        .with("authorization.default", unless(Access.DENY, authorization.access()))
        .with(
            "authorization.enforcement",
            unless(Authorization.Enforcement.ENFORCE, authorization.enforcement()))
        .with("authorization.allowedCidrs", some(authorization.allowedCidrs()))
        .with("authorization.allowedPrefixListIds", some(authorization.allowedPrefixLists()));
  }

  private static void add(Fingerprint fingerprint, GroupPolicy groups) {
    fingerprint
        .with("securityGroups.mode", unless(GroupPolicy.Mode.UNMANAGED, groups.mode()))
        .with("securityGroups.allowedIds", some(groups.allowedIds()))
        .with("securityGroups.platform.dns", some(groups.dns()))
        .with("securityGroups.onDrift", unless(GroupPolicy.OnDrift.REVERT, groups.onDrift()))
        .with(
            "securityGroups.platform",
            some(groups.platform().stream().map(GroupPolicy.PlatformSource::spelled).toList()))
        .with("securityGroups.pods", groups.pods().map(GroupPolicy.PodGroups::additional));
  }

  private static Optional<?> some(Collection<?> entries) {
    return Optional.of(entries)
        .filter(it -> !it.isEmpty())
        .map(it -> it.stream().map(Object::toString).sorted().distinct().toList());
  }

  private static <T> Optional<T> unless(T usual, T declared) {
    return Optional.of(declared).filter(it -> !it.equals(usual));
  }

  private static void add(Fingerprint fingerprint, String field, Port port) {
    fingerprint
        .with(field + ".name", port.name())
        .with(field + ".port", port.port())
        .with(
            field + ".targetPort",
            switch (port.target()) {
              case TargetPort.Numbered(var number) -> number;
              case TargetPort.Named(String name) -> name;
            })
        .with(field + ".protocol", port.protocol());
  }

  private static void add(Fingerprint fingerprint, Backend backend) {
    switch (backend) {
      case Backend.ClientOnly _ -> {}
      case Backend.Static _ -> fingerprint.with("backend", "static");
      case Backend.Kubernetes(PodChoice pods, boolean hostPort) -> {
        fingerprint.with("backend", hostPort ? "kubernetes host port" : "kubernetes");
        switch (pods) {
          case PodChoice.OfService(String name) -> fingerprint.with("backend.service", name);
          case PodChoice.WithLabels(var labels) -> fingerprint.withEach("backend.selector", labels);
        }
      }
    }
  }

  private static void add(Fingerprint fingerprint, DiscoveryOverrides discovery) {
    fingerprint
        .with("discovery.record", discovery.record())
        .with("discovery.ttl", discovery.ttl())
        .with("discovery.deregistrationDelay", discovery.deregistrationDelay())
        .with("discovery.health", discovery.health())
        .with("discovery.onAllUnhealthy", discovery.onAllUnhealthy())
        .withEach("discovery.attributes", discovery.attributes());
  }
}
