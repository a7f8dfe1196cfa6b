package io.vpcmesh.model;

import java.util.Optional;

/** Where a rule of a security group lets traffic come from, or go to. */
public sealed interface TrafficSource {

  /** The managed prefix list, if it is one. */
  default Optional<PrefixListId> prefixList() {
    return this instanceof PrefixList(PrefixListId list) ? Optional.of(list) : Optional.empty();
  }

  /** Addresses. */
  record Addresses(Cidr cidr) implements TrafficSource {
    @Override
    public String toString() {
      return cidr.toString();
    }
  }

  /** Whatever carries a security group. */
  record Group(SecurityGroupId group) implements TrafficSource {
    @Override
    public String toString() {
      return group.toString();
    }
  }

  /** The addresses of a managed prefix list. */
  record PrefixList(PrefixListId list) implements TrafficSource {
    @Override
    public String toString() {
      return list.toString();
    }
  }
}
