package io.vpcmesh.topology;

import io.vpcmesh.model.IpAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/** Knows the addresses that lead nobody to another host of the VPC. */
final class NoHost {

  private NoHost() {}

  /** What is wrong with the address, to be said after it; nothing when a host can have it. */
  static Optional<String> objection(IpAddress ip) {
    InetAddress address = InetAddress.ofLiteral(ip.value());
    if (isNone(address)) {
      return Optional.of("stands for no host at all");
    }
    if (address.isLoopbackAddress()) {
      return Optional.of("is a loopback address: each client would ask itself");
    }
    if (address.isLinkLocalAddress()) {
      return Optional.of("is link-local: it means something on one link only");
    }
    if (address.isMulticastAddress()) {
      return Optional.of("is multicast: it stands for a group, not for a host");
    }
    return ip.value().equals("255.255.255.255")
        ? Optional.of("is the broadcast address: it stands for all hosts at once")
        : Optional.empty();
  }

  /** All of 0.0.0.0/8 means this network, and of IPv6 the one address of zeros. */
  private static boolean isNone(InetAddress address) {
    return address.isAnyLocalAddress()
        || (address instanceof Inet4Address && address.getAddress()[0] == 0);
  }
}
