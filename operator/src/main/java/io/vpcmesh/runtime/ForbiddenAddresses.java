package io.vpcmesh.runtime;

import com.google.common.net.InetAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Where nobody who is named in a manifest may be: there, a machine, a task or a pod is given
 * credentials for the asking. These are the link-local addresses and what AWS keeps for itself,
 * whatever IPv6 address they are hidden in.
 */
final class ForbiddenAddresses {

  /** fd00:ec2::/32, with the metadata at ::254 and the credentials of pods at ::23. */
  private static final byte[] OF_AWS = {(byte) 0xfd, 0x00, 0x0e, (byte) 0xc2};

  /** 64:ff9b::/96, behind which a gateway translates to IPv4. */
  private static final byte[] TRANSLATED = {
    0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private ForbiddenAddresses() {}

  static boolean include(InetAddress address) {
    return address.isLinkLocalAddress()
        || (address instanceof Inet6Address ipv6 && (isOfAws(ipv6) || hidesForbidden(ipv6)));
  }

  private static boolean isOfAws(Inet6Address address) {
    return startsWith(address, OF_AWS);
  }

  private static boolean hidesForbidden(Inet6Address address) {
    if (startsWith(address, TRANSLATED)) {
      byte[] all = address.getAddress();
      return all[TRANSLATED.length] == (byte) 169 && all[TRANSLATED.length + 1] == (byte) 254;
    }
    return InetAddresses.hasEmbeddedIPv4ClientAddress(address)
        && InetAddresses.getEmbeddedIPv4ClientAddress(address).isLinkLocalAddress();
  }

  private static boolean startsWith(Inet6Address address, byte[] prefix) {
    return Arrays.equals(Arrays.copyOf(address.getAddress(), prefix.length), prefix);
  }
}
