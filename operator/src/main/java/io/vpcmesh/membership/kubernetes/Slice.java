package io.vpcmesh.membership.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.PortNumber;
import java.util.Optional;

/**
 * What we keep of an EndpointSlice.
 *
 * @param service whose it is
 * @param ports by their name; one without a name has the empty one
 */
public record Slice(
    ObjectRef ref,
    ObjectRef service,
    ImmutableMap<String, PortNumber> ports,
    ImmutableList<Member> members) {

  /** The same slice without anything behind it. */
  Slice emptied() {
    return new Slice(ref, service, ports, ImmutableList.of());
  }

  /**
   * One pod, or whatever else is behind an address.
   *
   * @param node where it runs
   */
  public record Member(
      InstanceId id,
      IpAddress ip,
      Instance.State state,
      Optional<String> zone,
      Optional<String> node) {}
}
