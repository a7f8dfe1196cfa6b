package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableSet;

/** Asks the settings whether a rule is in force. */
record RuleBook(ImmutableSet<Rule> switchedOff) {

  boolean keeps(Rule rule) {
    return !switchedOff.contains(rule);
  }

  /** Refuses a request with InvalidInput unless it is as the rule says. */
  void require(Rule rule, boolean fulfilled, String message) {
    if (keeps(rule) && !fulfilled) {
      throw Refused.invalid(message);
    }
  }

  /** The refusal that the rule asks for; without the rule, one that says less. */
  Refused missing(Rule rule, String code, String message) {
    return keeps(rule) ? Refused.missing(code, message) : Refused.invalid(message);
  }
}
