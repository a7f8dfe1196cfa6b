package io.vpcmesh.cloud.rules;

import io.vpcmesh.cloud.IngressPermission;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import io.vpcmesh.model.TrafficSource.Addresses;
import io.vpcmesh.model.TrafficSource.Group;
import io.vpcmesh.model.TrafficSource.PrefixList;
import java.util.stream.IntStream;

/** What the scenarios let in: to port 8080, unless they say otherwise. */
final class Permissions {

  private static final PortRange PORT = PortRange.of(8080, 8080);

  private Permissions() {}

  static IngressPermission from(String cidr) {
    return from(new Addresses(Cidr.of(cidr)));
  }

  static IngressPermission from(SecurityGroupId group) {
    return from(new Group(group));
  }

  static IngressPermission from(PrefixListId list) {
    return from(new PrefixList(list));
  }

  private static IngressPermission from(TrafficSource source) {
    return new IngressPermission(PORT, source, "");
  }

  static IngressPermission to(int port, IngressPermission permission) {
    return new IngressPermission(
        PortRange.of(port, port), permission.source(), permission.description());
  }

  static IngressPermission described(IngressPermission permission, String description) {
    return new IngressPermission(permission.ports(), permission.source(), description);
  }

  /** From so many networks, each with a number in the pattern. */
  static IngressPermission[] from(String pattern, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> from(pattern.formatted(i)))
        .toArray(IngressPermission[]::new);
  }
}
