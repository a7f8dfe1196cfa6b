package io.vpcmesh.cloud;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import java.util.Optional;

/**
 * Amazon EC2, as far as it is about networks; as strict about calls as {@link CloudMap}. What is
 * described may be older than the last change.
 */
public interface Ec2 {

  /** How many groups, rules or interfaces a page holds at most. */
  int PAGE_SIZE = 1_000;

  /** How many prefix lists or entries of one a page holds at most. */
  int PREFIX_LIST_PAGE_SIZE = 100;

  /** How many prefix lists one call may ask for: a filter takes no more values. */
  int MOST_PREFIX_LISTS = 200;

  /** How many resources one call of CreateTags may name. */
  int MAX_TAGGED = 1_000;

  /**
   * Those of these VPCs, at most 200, that the account has in the Region: DescribeVpcs, filtered by
   * {@code vpc-id}.
   */
  ImmutableSet<String> describeVpcs(ImmutableSet<String> ids);

  Page<SecurityGroup> describeSecurityGroups(
      SecurityGroupFilter filter, Optional<String> nextToken);

  /**
   * The group of that id: DescribeSecurityGroups, asked with its id and not with a filter. Where
   * there is none, AWS says so: {@code InvalidGroup.NotFound}.
   *
   * @return empty when the answer says neither
   */
  Optional<SecurityGroup> describeSecurityGroup(SecurityGroupId id);

  /** All rules, of both directions, of those of these groups, 1 to 200, that are there. */
  Page<SecurityGroupRule> describeSecurityGroupRules(
      ImmutableSet<SecurityGroupId> groups, Optional<String> nextToken);

  /** Makes a group that lets nothing in and everything out. */
  SecurityGroupId createSecurityGroup(SecurityGroupSpec group);

  void deleteSecurityGroup(SecurityGroupId group);

  /**
   * Adds a rule for each permission, of which there is at least one, or none at all.
   *
   * @param tags are on each of these rules from the first moment
   * @return the new rules
   */
  ImmutableList<SecurityGroupRule> authorizeSecurityGroupIngress(
      SecurityGroupId group,
      ImmutableList<IngressPermission> permissions,
      ImmutableMap<String, String> tags);

  /** Takes these rules, of which there is at least one, away, or none at all. */
  void revokeSecurityGroupIngress(SecurityGroupId group, ImmutableSet<SecurityGroupRuleId> rules);

  /**
   * Adds tags to each of these resources and replaces those of the same key, or to none of them
   * when one is unknown.
   *
   * @param resources the ids of security groups and rules, 1 to {@link #MAX_TAGGED}
   */
  void createTags(ImmutableSet<String> resources, ImmutableMap<String, String> tags);

  /** The network interfaces that carry the group. */
  Page<NetworkInterface> describeNetworkInterfaces(
      SecurityGroupId group, Optional<String> nextToken);

  /** Those of these prefix lists, 1 to {@link #MOST_PREFIX_LISTS}, that the account can see. */
  Page<ManagedPrefixList> describeManagedPrefixLists(
      ImmutableSet<PrefixListId> lists, Optional<String> nextToken);

  /** What is in the prefix list. */
  Page<Cidr> getManagedPrefixListEntries(PrefixListId list, Optional<String> nextToken);
}
