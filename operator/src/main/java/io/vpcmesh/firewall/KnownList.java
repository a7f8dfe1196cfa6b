package io.vpcmesh.firewall;

import io.vpcmesh.model.AddressFamily;
import io.vpcmesh.model.Cidr;
import java.util.Optional;

/** What is known of a managed prefix list. */
public sealed interface KnownList {

  /** Nothing yet. */
  record Unknown() implements KnownList {}

  /** A complete listing did not show it: it is not there, or not shared with this account. */
  record Absent() implements KnownList {}

  /**
   * It is there.
   *
   * @param maxEntries how many entries it may have; AWS does not tell of its own lists
   * @param entries how many it has
   * @param tooWide one of them that nothing may be open to, if there is such a one
   */
  record Present(
      AddressFamily family, Optional<Integer> maxEntries, int entries, Optional<Cidr> tooWide)
      implements KnownList {}

  /**
   * What a rule from the list counts. Of one that is open already, and that nobody can tell of, it
   * is at least one.
   */
  default Load load() {
    return switch (this) {
      case Unknown _, Absent _ -> new Load(1, 1);
      case Present present -> {
        int weight = present.maxEntries().orElse(present.entries());
        yield switch (present.family()) {
          case IPV4 -> new Load(weight, 0);
          case IPV6 -> new Load(0, weight);
        };
      }
    };
  }
}
