package io.vpcmesh.firewall.apply;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.TrafficSource;
import java.util.Optional;

/**
 * The ceiling that is in force: no addresses wider than /8 of IPv4 or /16 of IPv6, no more ports at
 * a time than the ephemeral ones, 32768-65535. Port 0 is no {@link io.vpcmesh.model.PortNumber}.
 *
 * <p>A prefix list is as wide as its widest entry. One whose entries nobody has read may have any.
 */
final class Ceiling implements CeilingGuard {

  private static final int IPV4_BITS = 8;
  private static final int IPV6_BITS = 16;
  private static final int MOST_PORTS = 32_768;

  @Override
  public Optional<String> objection(
      Opening opening, ImmutableMap<PrefixListId, ImmutableList<Cidr>> entries) {
    return width(opening.ports())
        .or(() -> width(opening.source(), entries))
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

  private static Optional<String> width(
      TrafficSource source, ImmutableMap<PrefixListId, ImmutableList<Cidr>> entries) {
    return switch (source) {
      case TrafficSource.Addresses(Cidr cidr) ->
          tooWide(ImmutableList.of(cidr))
              .map(wide ->
                  "/%d is the widest; name narrower addresses or a group".formatted(bits(wide)));
      case TrafficSource.Group _ -> Optional.empty();
      case TrafficSource.PrefixList(PrefixListId list) ->
          Optional.ofNullable(entries.get(list))
              .map(Ceiling::width)
              .orElseGet(() -> Optional.of("nobody has read the entries of the list"));
    };
  }

  private static Optional<String> width(ImmutableList<Cidr> entries) {
    return tooWide(entries)
        .map(wide ->
            "it has the entry %s, and /%d is the widest; take the entry out of it, or name another list"
                .formatted(wide, bits(wide)));
  }

  /** The first network that is wider than any may be, if there is one. */
  static Optional<Cidr> tooWide(ImmutableList<Cidr> networks) {
    return networks.stream().filter(cidr -> cidr.prefixLength() < bits(cidr)).findFirst();
  }

  private static int bits(Cidr cidr) {
    return cidr.isIpv6() ? IPV6_BITS : IPV4_BITS;
  }
}
