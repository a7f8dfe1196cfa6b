package io.vpcmesh.firewall;

import com.google.common.collect.ImmutableList;

/** What is known of the group that an endpoint shall have. */
public sealed interface KnownGroup {

  /** Nothing yet. */
  record Unknown() implements KnownGroup {}

  /** There is none: a complete listing did not show it. */
  record Absent() implements KnownGroup {}

  /**
   * It is there.
   *
   * @param rules all ingress rules, whoever made them
   */
  record Present(GroupFacts facts, ImmutableList<KnownRule> rules) implements KnownGroup {}
}
