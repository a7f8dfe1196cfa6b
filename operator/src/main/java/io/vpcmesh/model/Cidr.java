package io.vpcmesh.model;

import com.google.common.net.InetAddresses;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An IPv4 or IPv6 address and how many of its leading bits count. The other bits may be set; AWS
 * clears them, as {@link #masked} does.
 */
public record Cidr(IpAddress address, int prefixLength) implements Comparable<Cidr> {

  private static final Pattern FORM = Pattern.compile("([^/]+)/(0|[1-9][0-9]{0,2})");

  public Cidr {
    if (prefixLength < 0 || prefixLength > bits(address)) {
      throw new IllegalArgumentException(
          "a prefix of %s has 0 to %d bits, got %d"
              .formatted(address, bits(address), prefixLength));
    }
  }

  /** Reads {@code 10.0.0.0/16} or {@code 2001:db8::/32}. */
  public static Cidr of(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "a CIDR is an address, a slash and a number of bits, got '" + text + "'");
    }
    return new Cidr(new IpAddress(parts.group(1)), Integer.parseInt(parts.group(2)));
  }

  public boolean isIpv6() {
    return address.isIpv6();
  }

  /** The network: the same without the bits that do not count. */
  public Cidr masked() {
    int idle = bits(address) - prefixLength;
    BigInteger network =
        InetAddresses.toBigInteger(InetAddress.ofLiteral(address.value()))
            .shiftRight(idle)
            .shiftLeft(idle);
    InetAddress masked =
        isIpv6()
            ? InetAddresses.fromIPv6BigInteger(network)
            : InetAddresses.fromIPv4BigInteger(network);
    return new Cidr(new IpAddress(InetAddresses.toAddrString(masked)), prefixLength);
  }

  /** Whether every address of the other network is in this one. */
  public boolean contains(Cidr other) {
    return isIpv6() == other.isIpv6()
        && other.prefixLength >= prefixLength
        && new Cidr(other.address, prefixLength).masked().equals(masked());
  }

  /** What is in both: one of them, or nothing. */
  public Stream<Cidr> common(Cidr other) {
    if (contains(other)) {
      return Stream.of(other);
    }
    return other.contains(this) ? Stream.of(this) : Stream.empty();
  }

  private static int bits(IpAddress address) {
    return address.isIpv6() ? 128 : 32;
  }

  @Override
  public int compareTo(Cidr other) {
    int byAddress = address.compareTo(other.address);
    return byAddress != 0 ? byAddress : Integer.compare(prefixLength, other.prefixLength);
  }

  @Override
  public String toString() {
    return address + "/" + prefixLength;
  }
}
