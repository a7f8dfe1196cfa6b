package io.vpcmesh.cloud.aws;

import static io.vpcmesh.model.AwsAction.AUTHORIZE_SECURITY_GROUP_INGRESS;
import static io.vpcmesh.model.AwsAction.CREATE_SECURITY_GROUP;
import static io.vpcmesh.model.AwsAction.CREATE_TAGS;
import static io.vpcmesh.model.AwsAction.DELETE_SECURITY_GROUP;
import static io.vpcmesh.model.AwsAction.DESCRIBE_MANAGED_PREFIX_LISTS;
import static io.vpcmesh.model.AwsAction.DESCRIBE_NETWORK_INTERFACES;
import static io.vpcmesh.model.AwsAction.DESCRIBE_SECURITY_GROUPS;
import static io.vpcmesh.model.AwsAction.DESCRIBE_SECURITY_GROUP_RULES;
import static io.vpcmesh.model.AwsAction.DESCRIBE_VPCS;
import static io.vpcmesh.model.AwsAction.GET_MANAGED_PREFIX_LIST_ENTRIES;
import static io.vpcmesh.model.AwsAction.REVOKE_SECURITY_GROUP_INGRESS;

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
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListEntriesResponse;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * EC2 over the SDK. It asks by filter and not by id: for one that is not there, all others would be
 * refused.
 */
final class SdkEc2 implements Ec2 {

  private final Ec2Client client;
  private final Calls calls;

  SdkEc2(Ec2Client client, Duration timeout) {
    this.client = client;
    this.calls = Calls.of("Amazon EC2", client.serviceClientConfiguration(), timeout);
  }

  @Override
  public ImmutableSet<String> describeVpcs(ImmutableSet<String> ids) {
    return calls.make(
        DESCRIBE_VPCS,
        () ->
            client
                .describeVpcs(request -> request.filters(Ec2Requests.filter("vpc-id", ids)))
                .vpcs()
                .stream()
                .map(Vpc::vpcId)
                .filter(ids::contains)
                .collect(ImmutableSet.toImmutableSet()));
  }

  @Override
  public Page<SecurityGroup> describeSecurityGroups(
      SecurityGroupFilter filter, Optional<String> nextToken) {
    return calls.make(
        DESCRIBE_SECURITY_GROUPS,
        () -> {
          DescribeSecurityGroupsResponse answer =
              client.describeSecurityGroups(request ->
                  request
                      .filters(Ec2Requests.filters(filter))
                      .maxResults(PAGE_SIZE)
                      .nextToken(nextToken.orElse(null)));
          return Answers.page(answer.securityGroups(), answer.nextToken(), Ec2Answers::group);
        });
  }

  @Override
  public Optional<SecurityGroup> describeSecurityGroup(SecurityGroupId id) {
    return calls.make(
        DESCRIBE_SECURITY_GROUPS,
        () ->
            client
                .describeSecurityGroups(request -> request.groupIds(id.value()))
                .securityGroups()
                .stream()
                .map(Ec2Answers::group)
                .filter(group -> group.id().equals(id))
                .findFirst());
  }

  @Override
  public Page<SecurityGroupRule> describeSecurityGroupRules(
      ImmutableSet<SecurityGroupId> groups, Optional<String> nextToken) {
    return calls.make(
        DESCRIBE_SECURITY_GROUP_RULES,
        () -> {
          DescribeSecurityGroupRulesResponse answer =
              client.describeSecurityGroupRules(request ->
                  request
                      .filters(Ec2Requests.filter("group-id", groups))
                      .maxResults(PAGE_SIZE)
                      .nextToken(nextToken.orElse(null)));
          return Answers.page(Ec2Answers.rules(answer.securityGroupRules()), answer.nextToken());
        });
  }

  @Override
  public SecurityGroupId createSecurityGroup(SecurityGroupSpec group) {
    return calls.make(
        CREATE_SECURITY_GROUP,
        () ->
            Ec2Answers.groupId(
                client.createSecurityGroup(Ec2Requests.creation(group)).groupId(), "GroupId"));
  }

  @Override
  public void deleteSecurityGroup(SecurityGroupId group) {
    calls.make(
        DELETE_SECURITY_GROUP,
        () -> client.deleteSecurityGroup(request -> request.groupId(group.value())));
  }

  @Override
  public ImmutableList<SecurityGroupRule> authorizeSecurityGroupIngress(
      SecurityGroupId group,
      ImmutableList<IngressPermission> permissions,
      ImmutableMap<String, String> tags) {
    return calls.make(
        AUTHORIZE_SECURITY_GROUP_INGRESS,
        () ->
            Ec2Answers.rules(
                client
                    .authorizeSecurityGroupIngress(
                        Ec2Requests.authorization(group, permissions, tags))
                    .securityGroupRules()));
  }

  @Override
  public void revokeSecurityGroupIngress(
      SecurityGroupId group, ImmutableSet<SecurityGroupRuleId> rules) {
    calls.make(
        REVOKE_SECURITY_GROUP_INGRESS,
        () ->
            client.revokeSecurityGroupIngress(request ->
                request.groupId(group.value()).securityGroupRuleIds(Ec2Requests.texts(rules))));
  }

  @Override
  public void createTags(ImmutableSet<String> resources, ImmutableMap<String, String> tags) {
    calls.make(CREATE_TAGS, () -> client.createTags(Ec2Requests.tagging(resources, tags)));
  }

  @Override
  public Page<NetworkInterface> describeNetworkInterfaces(
      SecurityGroupId group, Optional<String> nextToken) {
    return calls.make(
        DESCRIBE_NETWORK_INTERFACES,
        () -> {
          DescribeNetworkInterfacesResponse answer =
              client.describeNetworkInterfaces(request ->
                  request
                      .filters(Ec2Requests.filter("group-id", ImmutableSet.of(group)))
                      .maxResults(PAGE_SIZE)
                      .nextToken(nextToken.orElse(null)));
          return Answers.page(
              answer.networkInterfaces(), answer.nextToken(), Ec2Answers::networkInterface);
        });
  }

  @Override
  public Page<ManagedPrefixList> describeManagedPrefixLists(
      ImmutableSet<PrefixListId> lists, Optional<String> nextToken) {
    return calls.make(
        DESCRIBE_MANAGED_PREFIX_LISTS,
        () -> {
          DescribeManagedPrefixListsResponse answer =
              client.describeManagedPrefixLists(request ->
                  request
                      .filters(Ec2Requests.filter("prefix-list-id", lists))
                      .maxResults(PREFIX_LIST_PAGE_SIZE)
                      .nextToken(nextToken.orElse(null)));
          return Answers.page(answer.prefixLists(), answer.nextToken(), Ec2Answers::prefixList);
        });
  }

  @Override
  public Page<Cidr> getManagedPrefixListEntries(PrefixListId list, Optional<String> nextToken) {
    return calls.make(
        GET_MANAGED_PREFIX_LIST_ENTRIES,
        () -> {
          GetManagedPrefixListEntriesResponse answer =
              client.getManagedPrefixListEntries(request ->
                  request
                      .prefixListId(list.value())
                      .maxResults(PREFIX_LIST_PAGE_SIZE)
                      .nextToken(nextToken.orElse(null)));
          return Answers.page(answer.entries(), answer.nextToken(), Ec2Answers::entry);
        });
  }
}
