package io.vpcmesh.registry;

import io.vpcmesh.model.Identity;

/** What a plan is made under: the safety rules, the account's limits and for whom. */
public record PlanTerms(PlanRules rules, Quotas quotas, Identity identity) {

  boolean demand(PlanRule rule) {
    return rules.demand(rule);
  }
}
