package io.vpcmesh.cloud.aws;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.ManagedPrefixList;
import io.vpcmesh.cloud.NetworkInterface;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.SecurityGroupRule.Traffic;
import io.vpcmesh.model.AddressFamily;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import io.vpcmesh.model.TrafficSource;
import io.vpcmesh.model.TrafficSource.Addresses;
import io.vpcmesh.model.TrafficSource.Group;
import io.vpcmesh.model.TrafficSource.PrefixList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceIpv6Address;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Answers of EC2's SDK as our records; an answer that lacks what it must have is none. */
final class Ec2Answers {

  private Ec2Answers() {}

  static SecurityGroup group(software.amazon.awssdk.services.ec2.model.SecurityGroup group) {
    return new SecurityGroup(
        groupId(group.groupId(), "SecurityGroup.GroupId"),
        Answers.required(group.vpcId(), "SecurityGroup.VpcId"),
        Answers.required(group.groupName(), "SecurityGroup.GroupName"),
        Strings.nullToEmpty(group.description()),
        tags(group.tags()));
  }

  static SecurityGroupId groupId(@Nullable String id, String field) {
    return word(SecurityGroupId::new, id, field);
  }

  /** Leaves out what has no source of ours: it is somebody else's, and must not spoil the rest. */
  static ImmutableList<SecurityGroupRule> rules(
      List<software.amazon.awssdk.services.ec2.model.SecurityGroupRule> rules) {
    return rules.stream()
        .flatMap(rule -> source(rule).map(source -> rule(rule, source)).stream())
        .collect(ImmutableList.toImmutableList());
  }

  private static SecurityGroupRule rule(
      software.amazon.awssdk.services.ec2.model.SecurityGroupRule rule, TrafficSource source) {
    boolean egress = Answers.required(rule.isEgress(), "SecurityGroupRule.IsEgress");
    return new SecurityGroupRule(
        word(
            SecurityGroupRuleId::new,
            rule.securityGroupRuleId(),
            "SecurityGroupRule.SecurityGroupRuleId"),
        groupId(rule.groupId(), "SecurityGroupRule.GroupId"),
        egress ? Direction.EGRESS : Direction.INGRESS,
        new Traffic(
            Answers.required(rule.ipProtocol(), "SecurityGroupRule.IpProtocol"),
            Optional.ofNullable(rule.fromPort()).orElse(-1),
            Optional.ofNullable(rule.toPort()).orElse(-1)),
        source,
        Strings.nullToEmpty(rule.description()),
        tags(rule.tags()));
  }

  private static Optional<TrafficSource> source(
      software.amazon.awssdk.services.ec2.model.SecurityGroupRule rule) {
    Optional<TrafficSource> addresses =
        Stream.of(Optional.ofNullable(rule.cidrIpv4()), Optional.ofNullable(rule.cidrIpv6()))
            .flatMap(Optional::stream)
            .findFirst()
            .flatMap(Ec2Answers::cidr)
            .map(Addresses::new);
    return addresses
        .or(() ->
            Optional.ofNullable(rule.referencedGroupInfo())
                .map(ReferencedSecurityGroup::groupId)
                .map(id -> new Group(groupId(id, "SecurityGroupRule.ReferencedGroupInfo"))))
        .or(() ->
            Optional.ofNullable(rule.prefixListId())
                .map(id ->
                    new PrefixList(word(PrefixListId::new, id, "SecurityGroupRule.PrefixListId"))));
  }

  /** IPv4 addresses that are written as IPv6 are none to us. */
  private static Optional<Cidr> cidr(String text) {
    try {
      return Optional.of(Cidr.of(text));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  static NetworkInterface networkInterface(
      software.amazon.awssdk.services.ec2.model.NetworkInterface each) {
    Stream<String> ipv4 =
        each.privateIpAddresses().stream().map(NetworkInterfacePrivateIpAddress::privateIpAddress);
    Stream<String> ipv6 =
        each.ipv6Addresses().stream().map(NetworkInterfaceIpv6Address::ipv6Address);
    return new NetworkInterface(
        Answers.required(each.networkInterfaceId(), "NetworkInterface.NetworkInterfaceId"),
        Stream.concat(ipv4, ipv6)
            .map(address -> word(IpAddress::new, address, "NetworkInterface address"))
            .collect(ImmutableSet.toImmutableSet()),
        each.groups().stream()
            .map(GroupIdentifier::groupId)
            .map(id -> groupId(id, "NetworkInterface.Groups"))
            .collect(ImmutableSet.toImmutableSet()));
  }

  static ManagedPrefixList prefixList(
      software.amazon.awssdk.services.ec2.model.ManagedPrefixList list) {
    return new ManagedPrefixList(
        word(PrefixListId::new, list.prefixListId(), "ManagedPrefixList.PrefixListId"),
        word(Ec2Answers::family, list.addressFamily(), "ManagedPrefixList.AddressFamily"),
        Optional.ofNullable(list.maxEntries()));
  }

  private static AddressFamily family(String awsName) {
    return Arrays.stream(AddressFamily.values())
        .filter(family -> family.awsName().equals(awsName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no address family is called " + awsName));
  }

  /** An entry that cannot be read spoils the answer: it may be the one that is too wide. */
  static Cidr entry(PrefixListEntry entry) {
    return word(Cidr::of, entry.cidr(), "PrefixListEntry.Cidr");
  }

  private static ImmutableMap<String, String> tags(List<Tag> tags) {
    return tags.stream()
        .collect(ImmutableMap.toImmutableMap(Tag::key, tag -> Strings.nullToEmpty(tag.value())));
  }

  private static <T> T word(Function<String, T> reader, @Nullable String text, String field) {
    try {
      return reader.apply(Answers.required(text, field));
    } catch (IllegalArgumentException unreadable) {
      throw SdkClientException.create(
          "the answer has an unknown " + field + ": " + text, unreadable);
    }
  }
}
