package io.vpcmesh.membership.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.hash.Hashing;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.Endpoint.Backend;
import io.vpcmesh.topology.Endpoint.PodChoice;
import io.vpcmesh.topology.Endpoint.TargetPort;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The Service by which Kubernetes makes slices of the pods that an endpoint selects. It is headless
 * and, wherever the cluster is, dual stack; pods that are not ready are in the slices without being
 * published.
 */
public record SelectorService(
    ObjectRef ref, ImmutableSortedMap<String, String> selector, ImmutableList<Port> ports) {

  private static final String PREFIX = "vpcmesh-";
  private static final int LONGEST = 63;
  private static final int HASH = 8;

  /** A TCP port, named like that of the endpoint. */
  public record Port(String name, PortNumber port, TargetPort target) {}

  /** The Service that the endpoint needs, if it needs one. */
  public static Optional<SelectorService> of(Endpoint endpoint) {
    return endpoint.backend() instanceof Backend.Kubernetes(PodChoice pods, boolean _)
            && pods instanceof PodChoice.WithLabels(var labels)
        ? Optional.of(of(endpoint, labels))
        : Optional.empty();
  }

  /**
   * Its name: a DNS label that begins with a letter. Only a name that is too long or has dots is
   * spelled otherwise than the endpoint, with a hash of it.
   */
  public static String nameOf(EndpointKey endpoint) {
    String name = endpoint.ref().name();
    String plain = PREFIX + name;
    if (plain.length() <= LONGEST && name.indexOf('.') < 0) {
      return plain;
    }
    String hash =
        Hashing.sha256().hashString(name, StandardCharsets.UTF_8).toString().substring(0, HASH);
    String spelled = plain.replace('.', '-');
    int end = Math.min(spelled.length(), LONGEST - HASH - 1);
    return spelled.substring(0, end) + "-" + hash;
  }

  private static SelectorService of(Endpoint endpoint, ImmutableSortedMap<String, String> labels) {
    return new SelectorService(
        new ObjectRef(endpoint.key().ref().namespace(), nameOf(endpoint.key())),
        labels,
        endpoint.ports().stream()
            .map(port -> new Port(port.name(), port.port(), port.target()))
            .collect(ImmutableList.toImmutableList()));
  }
}
