package io.vpcmesh.topology;

import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import java.util.Optional;

/** Reads where traffic may come from. */
record SourceParser(Findings findings) {

  /** What is wider is nobody's network, and two halves of everything are as wide as everything. */
  static final int WIDEST_IPV4 = 8;

  static final int WIDEST_IPV6 = 16;

  Optional<SecurityGroupId> group(String field, String declared) {
    return findings.shaped(field, declared, Shape.SECURITY_GROUP).map(SecurityGroupId::new);
  }

  Optional<PrefixListId> prefixList(String field, String declared) {
    return findings.shaped(field, declared, Shape.PREFIX_LIST).map(PrefixListId::new);
  }

  /** A network that is written as one and no wider than a network may be. */
  Optional<Cidr> network(String field, String declared) {
    Optional<Cidr> network = read(declared);
    if (network.isEmpty()) {
      findings.refuse(
          field, Findings.quote(declared) + " is no network: write one such as 10.0.0.0/16");
      return Optional.empty();
    }
    Cidr cidr = network.orElseThrow();
    int widest = cidr.isIpv6() ? WIDEST_IPV6 : WIDEST_IPV4;
    if (cidr.prefixLength() < widest) {
      findings.refuse(
          field,
          "%s is too wide: write a network of /%d or narrower"
              .formatted(Findings.quote(declared), widest));
      return Optional.empty();
    }
    if (!cidr.masked().equals(cidr)) {
      findings.refuse(
          field,
          "%s has bits beyond its prefix: write %s"
              .formatted(Findings.quote(declared), cidr.masked()));
      return Optional.empty();
    }
    return network;
  }

  private static Optional<Cidr> read(String declared) {
    try {
      return Optional.of(Cidr.of(declared));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
