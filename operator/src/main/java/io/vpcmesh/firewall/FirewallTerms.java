package io.vpcmesh.firewall;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.TrafficSource;

/**
 * What a plan is made under.
 *
 * @param rulesPerGroup the quota of ingress rules of a group, in each address family; AWS gives 60
 *     and raises it on request
 * @param lists what each prefix list that is asked for counts
 */
public record FirewallTerms(
    FirewallRules rules, int rulesPerGroup, ImmutableMap<PrefixListId, Load> lists) {

  boolean demand(FirewallRule rule) {
    return rules.demand(rule);
  }

  Load load(TrafficSource source) {
    return Load.of(source, lists);
  }

  boolean fits(Load load) {
    return load.fits(rulesPerGroup) || !demand(FirewallRule.QUOTA);
  }
}
