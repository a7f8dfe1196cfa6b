package io.vpcmesh.firewall.apply;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Traffic;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.TrafficSource;
import java.util.Collection;

/** Whether rules, whosever they are, let in what an opening asks for. */
public enum Admittance {
  /** Some rule names its source, or a network that contains it. */
  YES,
  /** Some rule lets in a network, in which a carrier of the group may have an address. */
  BY_NETWORK,
  NO;

  /** A protocol, by its name in EC2 and by its number. */
  public enum Protocol {
    TCP("tcp", "6"),
    UDP("udp", "17");

    private final ImmutableSet<String> spellings;

    Protocol(String name, String number) {
      this.spellings = ImmutableSet.of(name, number);
    }
  }

  private static final String EVERYTHING = "-1";

  /** What all of these rules together say. */
  public static Admittance of(Opening opening, Collection<SecurityGroupRule> rules) {
    return of(Protocol.TCP, opening, rules);
  }

  /** The same for another protocol. */
  public static Admittance of(
      Protocol protocol, Opening opening, Collection<SecurityGroupRule> rules) {
    return rules.stream()
        .filter(rule -> covers(rule.traffic(), protocol, opening))
        .map(rule -> of(opening.source(), rule.source()))
        .min(Enum::compareTo)
        .orElse(NO);
  }

  private static boolean covers(Traffic traffic, Protocol protocol, Opening opening) {
    if (traffic.protocol().equals(EVERYTHING)) {
      return true;
    }
    return protocol.spellings.contains(traffic.protocol())
        && traffic.first() <= opening.ports().first().value()
        && traffic.last() >= opening.ports().last().value();
  }

  private static Admittance of(TrafficSource asked, TrafficSource rule) {
    if (asked.equals(rule)) {
      return YES;
    }
    return switch (rule) {
      case TrafficSource.Addresses(var network) ->
          switch (asked) {
            case TrafficSource.Addresses(var wanted) -> network.contains(wanted) ? YES : NO;
            case TrafficSource.Group _, TrafficSource.PrefixList _ -> BY_NETWORK;
          };
      case TrafficSource.Group _, TrafficSource.PrefixList _ -> NO;
    };
  }
}
