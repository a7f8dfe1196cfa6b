package io.vpcmesh.cloud.wire;

import com.google.common.collect.ImmutableSet;
import com.google.common.xml.XmlEscapers;
import io.vpcmesh.cloud.ManagedPrefixList;
import io.vpcmesh.cloud.NetworkInterface;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Our records as the XML in which EC2 answers. */
final class WireXml {

  private WireXml() {}

  static String response(String action, String content) {
    return "<%1$sResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">%2$s</%1$sResponse>"
        .formatted(action, content);
  }

  static String error(AwsFailure failure) {
    return element(
        "Response",
        element(
            "Errors",
            element(
                "Error",
                text("Code", failure.error().code())
                    + text("Message", failure.error().message()))));
  }

  static String vpcs(ImmutableSet<String> ids) {
    return list("vpcSet", ids, id -> text("vpcId", id));
  }

  static String groupId(SecurityGroupId id) {
    return text("groupId", id);
  }

  static <T> String page(String name, Page<T> page, Function<T, String> each) {
    return list(name, page.items(), each)
        + page.nextToken().map(token -> text("nextToken", token)).orElse("");
  }

  static <T> String list(String name, Collection<T> items, Function<T, String> each) {
    return element(
        name,
        items.stream()
            .map(item -> element("item", each.apply(item)))
            .collect(Collectors.joining()));
  }

  static String group(SecurityGroup group) {
    return groupId(group.id())
        + text("vpcId", group.vpc())
        + text("groupName", group.name())
        + text("groupDescription", group.description())
        + tags(group.tags());
  }

  static String rule(SecurityGroupRule rule) {
    return text("securityGroupRuleId", rule.id())
        + groupId(rule.group())
        + text("isEgress", rule.direction() == Direction.EGRESS)
        + text("ipProtocol", rule.traffic().protocol())
        + text("fromPort", rule.traffic().first())
        + text("toPort", rule.traffic().last())
        + source(rule.source())
        + (rule.description().isEmpty() ? "" : text("description", rule.description()))
        + tags(rule.tags());
  }

  private static String source(TrafficSource source) {
    return switch (source) {
      case TrafficSource.Addresses(var cidr) -> text(cidr.isIpv6() ? "cidrIpv6" : "cidrIpv4", cidr);
      case TrafficSource.Group(var id) -> element("referencedGroupInfo", groupId(id));
      case TrafficSource.PrefixList(var id) -> text("prefixListId", id);
    };
  }

  static String networkInterface(NetworkInterface each) {
    return text("networkInterfaceId", each.id())
        + list(
            "privateIpAddressesSet",
            each.addresses().stream().filter(address -> !address.isIpv6()).toList(),
            address -> text("privateIpAddress", address))
        + list(
            "ipv6AddressesSet",
            each.addresses().stream().filter(address -> address.isIpv6()).toList(),
            address -> text("ipv6Address", address))
        + list("groupSet", each.groups(), WireXml::groupId);
  }

  static String prefixList(ManagedPrefixList list) {
    return text("prefixListId", list.id())
        + text("addressFamily", list.family().awsName())
        + list.maxEntries().map(most -> text("maxEntries", most)).orElse("");
  }

  static String entry(Cidr cidr) {
    return text("cidr", cidr);
  }

  private static String tags(Map<String, String> tags) {
    return list(
        "tagSet",
        tags.entrySet(),
        tag -> text("key", tag.getKey()) + text("value", tag.getValue()));
  }

  private static String text(String name, Object value) {
    return element(name, XmlEscapers.xmlContentEscaper().escape(value.toString()));
  }

  private static String element(String name, String content) {
    return "<%1$s>%2$s</%1$s>".formatted(name, content);
  }
}
