package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.Set;
import java.util.TreeSet;

/** The VPCs of the account: it has every one that nobody took away. */
final class Networks {

  /** No account has it. */
  private static final String NOWHERE = "vpc-00000000000000000";

  private final RuleBook rules;
  private final Set<String> lost = new TreeSet<>(ImmutableSet.of(NOWHERE));

  Networks(RuleBook rules) {
    this.rules = rules;
  }

  ImmutableSet<String> describe(ImmutableSet<String> ids) {
    Set<String> missing = Sets.intersection(ids, lost);
    if (!missing.isEmpty() && !rules.keeps(NetworkRule.UNKNOWN_LEFT_OUT)) {
      throw Refused.missing("InvalidVpcID.NotFound", "there is no VPC " + missing);
    }
    return Sets.difference(ids, missing).immutableCopy();
  }

  boolean has(String id) {
    return !lost.contains(id);
  }

  boolean lose(String id) {
    return lost.add(id);
  }

  boolean make(String id) {
    return lost.remove(id);
  }
}
