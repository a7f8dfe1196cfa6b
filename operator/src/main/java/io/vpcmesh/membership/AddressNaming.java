package io.vpcmesh.membership;

import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.PortNumber;
import java.util.Optional;

/** Names instances that have no name but their address. */
public final class AddressNaming {

  private AddressNaming() {}

  /**
   * A DNS label that stays the same for as long as the address does: {@code 10-0-1-4-8080}. The
   * port of an IPv6 address is marked, since it could as well be the address's last group.
   */
  public static InstanceId name(IpAddress ip, Optional<PortNumber> port) {
    String label = (ip.isIpv6() ? "v6-" : "") + ip.value().replace('.', '-').replace(':', '-');
    String separator = ip.isIpv6() ? "-p" : "-";
    return new InstanceId(port.map(number -> label + separator + number).orElse(label));
  }
}
