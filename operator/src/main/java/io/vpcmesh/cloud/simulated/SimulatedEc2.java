package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.IngressPermission;
import io.vpcmesh.cloud.ManagedPrefixList;
import io.vpcmesh.cloud.NetworkInterface;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.cloud.SecurityGroupFilter;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.cloud.simulated.Call.Request;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The account's EC2 as one client sees it. */
record SimulatedEc2(FrontDoor door, String client) implements Ec2 {

  @Override
  public ImmutableSet<String> describeVpcs(ImmutableSet<String> ids) {
    return call(
        Request.of(AwsAction.DESCRIBE_VPCS, String.join(",", ids)),
        () -> door.backend().networks.describe(ids));
  }

  @Override
  public Page<SecurityGroup> describeSecurityGroups(
      SecurityGroupFilter filter, Optional<String> nextToken) {
    return call(
        Request.of(AwsAction.DESCRIBE_SECURITY_GROUPS, subject(filter)).with(filter.tags()),
        () -> door.backend().groups.describe(filter, nextToken));
  }

  @Override
  public Optional<SecurityGroup> describeSecurityGroup(SecurityGroupId id) {
    return call(
        Request.of(AwsAction.DESCRIBE_SECURITY_GROUPS, id.value()),
        () -> door.backend().groups.describe(id));
  }

  private static String subject(SecurityGroupFilter filter) {
    return filter.ids().isEmpty()
        ? filter.vpc().orElse("") + (filter.names().isEmpty() ? "" : "/" + joined(filter.names()))
        : joined(filter.ids());
  }

  @Override
  public Page<SecurityGroupRule> describeSecurityGroupRules(
      ImmutableSet<SecurityGroupId> groups, Optional<String> nextToken) {
    return call(
        Request.of(AwsAction.DESCRIBE_SECURITY_GROUP_RULES, joined(groups)),
        () -> door.backend().groupRules.describe(groups, nextToken));
  }

  @Override
  public SecurityGroupId createSecurityGroup(SecurityGroupSpec group) {
    return call(
        Request.of(AwsAction.CREATE_SECURITY_GROUP, group.vpc() + "/" + group.name())
            .with(group.tags()),
        () -> door.backend().groups.create(group));
  }

  @Override
  public void deleteSecurityGroup(SecurityGroupId group) {
    run(
        Request.of(AwsAction.DELETE_SECURITY_GROUP, group.value()),
        () -> door.backend().groups.delete(group));
  }

  @Override
  public ImmutableList<SecurityGroupRule> authorizeSecurityGroupIngress(
      SecurityGroupId group,
      ImmutableList<IngressPermission> permissions,
      ImmutableMap<String, String> tags) {
    return call(
        Request.of(AwsAction.AUTHORIZE_SECURITY_GROUP_INGRESS, group.value())
            .with(shown(permissions)),
        () -> door.backend().groupRules.authorize(group, permissions, tags));
  }

  /** Source and ports of each permission, and its description. */
  private static ImmutableMap<String, String> shown(ImmutableList<IngressPermission> permissions) {
    ImmutableMap.Builder<String, String> shown = ImmutableMap.builder();
    permissions.forEach(permission ->
        shown.put(permission.source() + ":" + permission.ports(), permission.description()));
    return shown.buildKeepingLast();
  }

  @Override
  public void revokeSecurityGroupIngress(
      SecurityGroupId group, ImmutableSet<SecurityGroupRuleId> rules) {
    run(
        Request.of(AwsAction.REVOKE_SECURITY_GROUP_INGRESS, group.value())
            .with(ImmutableMap.of("rules", joined(rules))),
        () -> door.backend().groupRules.revoke(group, rules));
  }

  @Override
  public void createTags(ImmutableSet<String> resources, ImmutableMap<String, String> tags) {
    run(
        Request.of(AwsAction.CREATE_TAGS, joined(resources)).with(tags),
        () -> door.backend().groupTags.add(resources, tags));
  }

  @Override
  public Page<NetworkInterface> describeNetworkInterfaces(
      SecurityGroupId group, Optional<String> nextToken) {
    return call(
        Request.of(AwsAction.DESCRIBE_NETWORK_INTERFACES, group.value()),
        () -> door.backend().interfaces.describe(group, nextToken));
  }

  @Override
  public Page<ManagedPrefixList> describeManagedPrefixLists(
      ImmutableSet<PrefixListId> lists, Optional<String> nextToken) {
    return call(
        Request.of(AwsAction.DESCRIBE_MANAGED_PREFIX_LISTS, joined(lists)),
        () -> door.backend().prefixLists.describe(lists, nextToken));
  }

  @Override
  public Page<Cidr> getManagedPrefixListEntries(PrefixListId list, Optional<String> nextToken) {
    return call(
        Request.of(AwsAction.GET_MANAGED_PREFIX_LIST_ENTRIES, list.value()),
        () -> door.backend().prefixLists.entries(list, nextToken));
  }

  private static String joined(Collection<?> ids) {
    return ids.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private <T> T call(Request request, Supplier<T> body) {
    return door.call(client, request, body);
  }

  private void run(Request request, Runnable body) {
    door.call(
        client,
        request,
        () -> {
          body.run();
          return true;
        });
  }
}
