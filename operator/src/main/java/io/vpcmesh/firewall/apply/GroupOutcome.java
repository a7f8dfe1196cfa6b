package io.vpcmesh.firewall.apply;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.firewall.GroupFacts;
import io.vpcmesh.firewall.KnownRule;
import io.vpcmesh.model.SecurityGroupRuleId;

/** What became of a change of a security group that AWS did not refuse. */
public sealed interface GroupOutcome {

  /** The group was made, without a rule that lets anything in. */
  record Created(GroupFacts facts) implements GroupOutcome {}

  /** Each opening has its rule now. */
  record Opened(ImmutableList<KnownRule> rules) implements GroupOutcome {}

  /**
   * What was shown and ours is closed. A rule that is in neither set was not shown: it is gone, or
   * too new for a read that lags.
   *
   * @param leftAlone carry the mark of somebody else, of a former life, or none
   */
  record Closed(
      ImmutableSet<SecurityGroupRuleId> revoked, ImmutableSet<SecurityGroupRuleId> leftAlone)
      implements GroupOutcome {}

  /**
   * The group carries our mark of this life now, and so do these rules. A rule that is in neither
   * set was not shown, or had no place in the call.
   *
   * @param leftAlone carry the mark of somebody else, or none
   */
  record Claimed(
      ImmutableSet<SecurityGroupRuleId> marked, ImmutableSet<SecurityGroupRuleId> leftAlone)
      implements GroupOutcome {}

  /** The group is gone with its rules. */
  record Deleted() implements GroupOutcome {}

  /**
   * What AWS answered does not tell what is there now: some of it may have happened. The group is
   * to be read before anything else is decided.
   */
  record Reread() implements GroupOutcome {}

  /** The group is not shown: it is gone, or too new for a read that lags. Nothing was done. */
  record NotThere() implements GroupOutcome {}

  /** The group or something in it is not ours, as AWS says right now: nothing was done. */
  record NotOurs(String message) implements GroupOutcome {}

  /** An opening is wider than any may be, whoever declares it: nothing was opened. */
  record TooWide(String message) implements GroupOutcome {}
}
