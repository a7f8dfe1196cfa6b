package io.vpcmesh.firewall;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.TrafficSource;

/** How much of a group's quota is used, which AWS counts for each address family by itself. */
public record Load(int ipv4, int ipv6) {

  static final Load NONE = new Load(0, 0);

  /**
   * What a rule with this source counts.
   *
   * @param lists what each prefix list counts: as many as it may have entries, not as it has
   * @throws IllegalArgumentException when a list is not among them
   */
  static Load of(TrafficSource source, ImmutableMap<PrefixListId, Load> lists) {
    return switch (source) {
      case TrafficSource.Addresses(var cidr) -> cidr.isIpv6() ? new Load(0, 1) : new Load(1, 0);
      // AWS does not say in which family it counts, so it counts in both.
      case TrafficSource.Group _ -> new Load(1, 1);
      case TrafficSource.PrefixList(var list) -> {
        Load known = lists.get(list);
        if (known == null) {
          throw new IllegalArgumentException("nobody said how many entries " + list + " may have");
        }
        yield known;
      }
    };
  }

  Load plus(Load more) {
    return new Load(ipv4 + more.ipv4, ipv6 + more.ipv6);
  }

  boolean fits(int quota) {
    return ipv4 <= quota && ipv6 <= quota;
  }
}
