package io.vpcmesh.cloud.aws;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Multimaps;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.IngressPermission;
import io.vpcmesh.cloud.SecurityGroupFilter;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource.Addresses;
import io.vpcmesh.model.TrafficSource.Group;
import io.vpcmesh.model.TrafficSource.PrefixList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Our records as requests of EC2's SDK. */
final class Ec2Requests {

  private Ec2Requests() {}

  /** A filter without values would be none at all. */
  static Filter filter(String name, Collection<?> values) {
    Preconditions.checkArgument(!values.isEmpty(), "the filter %s has no values", name);
    return Filter.builder().name(name).values(texts(values)).build();
  }

  static ImmutableList<String> texts(Collection<?> values) {
    return values.stream().map(Object::toString).collect(ImmutableList.toImmutableList());
  }

  static List<Filter> filters(SecurityGroupFilter asked) {
    List<Filter> filters = new ArrayList<>();
    if (!asked.ids().isEmpty()) {
      filters.add(filter("group-id", asked.ids()));
    }
    asked.vpc().ifPresent(vpc -> filters.add(filter("vpc-id", List.of(vpc))));
    if (!asked.names().isEmpty()) {
      filters.add(filter("group-name", asked.names()));
    }
    asked.tags().forEach((key, value) -> filters.add(filter("tag:" + key, List.of(value))));
    return filters;
  }

  static CreateSecurityGroupRequest creation(SecurityGroupSpec group) {
    return CreateSecurityGroupRequest.builder()
        .vpcId(group.vpc())
        .groupName(group.name())
        .description(group.description())
        .tagSpecifications(tagged(ResourceType.SECURITY_GROUP, group.tags()))
        .build();
  }

  /** Permissions for the same ports go together: so the request is as short as it can be. */
  static AuthorizeSecurityGroupIngressRequest authorization(
      SecurityGroupId group,
      ImmutableList<IngressPermission> permissions,
      ImmutableMap<String, String> tags) {
    ImmutableListMultimap<PortRange, IngressPermission> byPorts =
        Multimaps.index(permissions, IngressPermission::ports);
    return AuthorizeSecurityGroupIngressRequest.builder()
        .groupId(group.value())
        .ipPermissions(
            byPorts.keySet().stream()
                .map(ports -> permission(ports, byPorts.get(ports)))
                .collect(ImmutableList.toImmutableList()))
        .tagSpecifications(tagged(ResourceType.SECURITY_GROUP_RULE, tags))
        .build();
  }

  private static IpPermission permission(
      PortRange ports, ImmutableList<IngressPermission> permissions) {
    List<IpRange> ipv4 = new ArrayList<>();
    List<Ipv6Range> ipv6 = new ArrayList<>();
    List<UserIdGroupPair> groups = new ArrayList<>();
    List<PrefixListId> lists = new ArrayList<>();
    for (IngressPermission each : permissions) {
      String said = description(each);
      switch (each.source()) {
        case Addresses(Cidr cidr) when cidr.isIpv6() ->
            ipv6.add(Ipv6Range.builder().cidrIpv6(cidr.toString()).description(said).build());
        case Addresses(Cidr cidr) ->
            ipv4.add(IpRange.builder().cidrIp(cidr.toString()).description(said).build());
        case Group(var id) ->
            groups.add(UserIdGroupPair.builder().groupId(id.value()).description(said).build());
        case PrefixList(var id) ->
            lists.add(PrefixListId.builder().prefixListId(id.value()).description(said).build());
      }
    }
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(ports.first().value())
        .toPort(ports.last().value())
        .ipRanges(ipv4)
        .ipv6Ranges(ipv6)
        .userIdGroupPairs(groups)
        .prefixListIds(lists)
        .build();
  }

  static CreateTagsRequest tagging(
      ImmutableSet<String> resources, ImmutableMap<String, String> tags) {
    Preconditions.checkArgument(
        !resources.isEmpty() && resources.size() <= Ec2.MAX_TAGGED,
        "1 to %s resources are tagged in a call, got %s",
        Ec2.MAX_TAGGED,
        resources.size());
    return CreateTagsRequest.builder().resources(resources).tags(tags(tags)).build();
  }

  private static @Nullable String description(IngressPermission permission) {
    return Optional.of(permission.description()).filter(said -> !said.isEmpty()).orElse(null);
  }

  /** EC2 refuses a specification without tags. */
  private static ImmutableList<TagSpecification> tagged(
      ResourceType type, Map<String, String> tags) {
    return tags.isEmpty()
        ? ImmutableList.of()
        : ImmutableList.of(TagSpecification.builder().resourceType(type).tags(tags(tags)).build());
  }

  static ImmutableList<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .collect(ImmutableList.toImmutableList());
  }
}
