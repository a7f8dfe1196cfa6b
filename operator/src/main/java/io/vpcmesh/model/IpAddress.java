package io.vpcmesh.model;

import com.google.common.base.Ascii;
import com.google.common.net.InetAddresses;

/** An IPv4 or IPv6 address literal. */
public record IpAddress(String value) implements Comparable<IpAddress> {

  public IpAddress {
    if (!InetAddresses.isInetAddress(value)) {
      throw new IllegalArgumentException("not an IP address: '" + value + "'");
    }
    value = Ascii.toLowerCase(value);
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
