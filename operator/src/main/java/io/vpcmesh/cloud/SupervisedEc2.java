package io.vpcmesh.cloud;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import java.util.Optional;

/** EC2 with somebody who stands around each call. */
record SupervisedEc2(Ec2 ec2, Supervision supervision) implements Ec2 {

  @Override
  public ImmutableSet<String> describeVpcs(ImmutableSet<String> ids) {
    return supervision.call(AwsAction.DESCRIBE_VPCS, () -> ec2.describeVpcs(ids));
  }

  @Override
  public Page<SecurityGroup> describeSecurityGroups(
      SecurityGroupFilter filter, Optional<String> nextToken) {
    return supervision.call(
        AwsAction.DESCRIBE_SECURITY_GROUPS, () -> ec2.describeSecurityGroups(filter, nextToken));
  }

  @Override
  public Optional<SecurityGroup> describeSecurityGroup(SecurityGroupId id) {
    return supervision.call(
        AwsAction.DESCRIBE_SECURITY_GROUPS, () -> ec2.describeSecurityGroup(id));
  }

  @Override
  public Page<SecurityGroupRule> describeSecurityGroupRules(
      ImmutableSet<SecurityGroupId> groups, Optional<String> nextToken) {
    return supervision.call(
        AwsAction.DESCRIBE_SECURITY_GROUP_RULES,
        () -> ec2.describeSecurityGroupRules(groups, nextToken));
  }

  @Override
  public SecurityGroupId createSecurityGroup(SecurityGroupSpec group) {
    return supervision.call(AwsAction.CREATE_SECURITY_GROUP, () -> ec2.createSecurityGroup(group));
  }

  @Override
  public void deleteSecurityGroup(SecurityGroupId group) {
    supervision.run(AwsAction.DELETE_SECURITY_GROUP, () -> ec2.deleteSecurityGroup(group));
  }

  @Override
  public ImmutableList<SecurityGroupRule> authorizeSecurityGroupIngress(
      SecurityGroupId group,
      ImmutableList<IngressPermission> permissions,
      ImmutableMap<String, String> tags) {
    return supervision.call(
        AwsAction.AUTHORIZE_SECURITY_GROUP_INGRESS,
        () -> ec2.authorizeSecurityGroupIngress(group, permissions, tags));
  }

  @Override
  public void revokeSecurityGroupIngress(
      SecurityGroupId group, ImmutableSet<SecurityGroupRuleId> rules) {
    supervision.run(
        AwsAction.REVOKE_SECURITY_GROUP_INGRESS,
        () -> ec2.revokeSecurityGroupIngress(group, rules));
  }

  @Override
  public void createTags(ImmutableSet<String> resources, ImmutableMap<String, String> tags) {
    supervision.run(AwsAction.CREATE_TAGS, () -> ec2.createTags(resources, tags));
  }

  @Override
  public Page<NetworkInterface> describeNetworkInterfaces(
      SecurityGroupId group, Optional<String> nextToken) {
    return supervision.call(
        AwsAction.DESCRIBE_NETWORK_INTERFACES,
        () -> ec2.describeNetworkInterfaces(group, nextToken));
  }

  @Override
  public Page<ManagedPrefixList> describeManagedPrefixLists(
      ImmutableSet<PrefixListId> lists, Optional<String> nextToken) {
    return supervision.call(
        AwsAction.DESCRIBE_MANAGED_PREFIX_LISTS,
        () -> ec2.describeManagedPrefixLists(lists, nextToken));
  }

  @Override
  public Page<Cidr> getManagedPrefixListEntries(PrefixListId list, Optional<String> nextToken) {
    return supervision.call(
        AwsAction.GET_MANAGED_PREFIX_LIST_ENTRIES,
        () -> ec2.getManagedPrefixListEntries(list, nextToken));
  }
}
