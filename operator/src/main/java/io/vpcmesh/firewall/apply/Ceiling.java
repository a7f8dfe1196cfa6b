package io.vpcmesh.firewall.apply;

import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.TrafficSource;
import java.util.Optional;

/**
 * The ceiling that is in force: no addresses wider than /8 of IPv4 or /16 of IPv6, no more ports at
 * a time than the ephemeral ones, 32768-65535. Port 0 is no {@link io.vpcmesh.model.PortNumber}.
 *
 * <p>A prefix list is refused whatever it is: nobody has read its entries, and one of them may be
 * wider than that.
 */
final class Ceiling implements CeilingGuard {

  private static final int IPV4_BITS = 8;
  private static final int IPV6_BITS = 16;
  private static final int MOST_PORTS = 32_768;

  @Override
  public Optional<String> objection(Opening opening) {
    return width(opening.ports())
        .or(() -> width(opening.source()))
        .map(reason -> opening + " is never opened: " + reason);
  }

  private static Optional<String> width(PortRange ports) {
    int count = ports.last().value() - ports.first().value() + 1;
    return count > MOST_PORTS
        ? Optional.of(
            "these are %d ports, and %d at a time are the most; name fewer"
                .formatted(count, MOST_PORTS))
        : Optional.empty();
  }

  private static Optional<String> width(TrafficSource source) {
    return switch (source) {
      case TrafficSource.Addresses(Cidr cidr) -> width(cidr);
      case TrafficSource.Group _ -> Optional.empty();
      case TrafficSource.PrefixList _ ->
          Optional.of("the entries of a prefix list are not looked at; name addresses or a group");
    };
  }

  private static Optional<String> width(Cidr cidr) {
    int bits = cidr.isIpv6() ? IPV6_BITS : IPV4_BITS;
    return cidr.prefixLength() < bits
        ? Optional.of("/%d is the widest; name narrower addresses or a group".formatted(bits))
        : Optional.empty();
  }
}
