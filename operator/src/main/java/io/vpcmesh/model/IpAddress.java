package io.vpcmesh.model;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;

/** An IPv4 or IPv6 address, in the one spelling that each address has. */
public record IpAddress(String value) implements Comparable<IpAddress> {

  public IpAddress {
    // An address with a zone, such as fe80::1%eth0, means something on one host only.
    if (value.indexOf('%') >= 0 || !InetAddresses.isInetAddress(value)) {
      throw new IllegalArgumentException("not an IP address: '" + value + "'");
    }
    value = InetAddresses.toAddrString(InetAddress.ofLiteral(value));
  }

  public boolean isIpv6() {
    return value.indexOf(':') >= 0;
  }

  @Override
  public int compareTo(IpAddress other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
