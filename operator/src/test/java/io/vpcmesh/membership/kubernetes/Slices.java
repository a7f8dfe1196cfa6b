package io.vpcmesh.membership.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.membership.kubernetes.Slice.Member;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.PortNumber;
import java.util.Optional;

/** Slices of the Service orders in the namespace shop, as short as a case needs them. */
public final class Slices {

  private Slices() {}

  /** A slice with the port http, at 8080. */
  public static Slice slice(String name, Member... members) {
    return slice(name, "orders", ImmutableMap.of("http", 8080), members);
  }

  static Slice slice(
      String name, String service, ImmutableMap<String, Integer> ports, Member... members) {
    ImmutableMap.Builder<String, PortNumber> numbers = ImmutableMap.builder();
    ports.forEach((port, number) -> numbers.put(port, new PortNumber(number)));
    return new Slice(
        ref(name), ref(service), numbers.buildOrThrow(), ImmutableList.copyOf(members));
  }

  public static ObjectRef ref(String name) {
    return new ObjectRef("shop", name);
  }

  /** A ready pod on the node n1. */
  public static Member pod(String id, String ip) {
    return pod(id, ip, State.READY);
  }

  public static Member pod(String id, String ip, State state) {
    return new Member(
        new InstanceId(id), new IpAddress(ip), state, Optional.of("eu-west-1a"), Optional.of("n1"));
  }
}
