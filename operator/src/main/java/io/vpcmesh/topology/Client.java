package io.vpcmesh.topology;

import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.TrafficSource;
import java.util.Optional;

/**
 * Somebody whom an endpoint lets call it: naming a client is the consent.
 *
 * @param ports by name; absent: all that the endpoint has
 */
public record Client(Who who, Optional<ImmutableSortedSet<String>> ports) {

  /** In one way, whatever the release: {@code endpoint shop/cart [http]}. */
  String spelled() {
    String whom =
        switch (who) {
          case Who.Peer(var key) -> "endpoint " + key.ref();
          case Who.PeersIn(var namespaces) -> "namespaces " + namespaces;
          case Who.Outside(var source) -> "source " + source;
        };
    return ports.map(names -> whom + " " + names).orElse(whom);
  }

  /** Who is meant. */
  public sealed interface Who {

    /** Another endpoint of the mesh. */
    record Peer(EndpointKey key) implements Who {}

    /** All endpoints of the mesh in those namespaces. */
    record PeersIn(LabelSelector namespaces) implements Who {}

    /** Something outside the mesh, as far as the mesh lets endpoints name it. */
    record Outside(TrafficSource source) implements Who {}
  }
}
