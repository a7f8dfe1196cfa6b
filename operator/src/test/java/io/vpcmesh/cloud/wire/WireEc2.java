package io.vpcmesh.cloud.wire;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.IngressPermission;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.cloud.SecurityGroupFilter;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import io.vpcmesh.model.TrafficSource;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** One request that came over the wire as one call of EC2's port, and its answer. */
record WireEc2(Ec2 ec2) {

  String answer(WireForm asked) {
    String action = asked.text("Action");
    return WireXml.response(action, content(action, asked));
  }

  private String content(String action, WireForm asked) {
    return switch (action) {
      case "DescribeVpcs" ->
          WireXml.vpcs(ec2.describeVpcs(ImmutableSet.copyOf(asked.filter("vpc-id"))));
      case "DescribeSecurityGroups" ->
          WireXml.page("securityGroupInfo", groups(asked), WireXml::group);
      case "DescribeSecurityGroupRules" ->
          WireXml.page(
              "securityGroupRuleSet",
              ec2.describeSecurityGroupRules(
                  all(asked.filter("group-id"), SecurityGroupId::new), asked.maybe("NextToken")),
              WireXml::rule);
      case "CreateSecurityGroup" -> WireXml.groupId(ec2.createSecurityGroup(spec(asked)));
      case "DeleteSecurityGroup" -> done(() -> ec2.deleteSecurityGroup(group(asked)));
      case "AuthorizeSecurityGroupIngress" ->
          WireXml.list(
              "securityGroupRuleSet",
              ec2.authorizeSecurityGroupIngress(
                  group(asked), permissions(asked), asked.specifiedTags()),
              WireXml::rule);
      case "RevokeSecurityGroupIngress" ->
          done(() ->
              ec2.revokeSecurityGroupIngress(
                  group(asked), all(asked.texts("SecurityGroupRuleId"), SecurityGroupRuleId::new)));
      case "CreateTags" ->
          done(() ->
              ec2.createTags(ImmutableSet.copyOf(asked.texts("ResourceId")), asked.tags("Tag")));
      case "DescribeNetworkInterfaces" ->
          WireXml.page(
              "networkInterfaceSet",
              ec2.describeNetworkInterfaces(
                  new SecurityGroupId(asked.filter("group-id").getFirst()),
                  asked.maybe("NextToken")),
              WireXml::networkInterface);
      case "DescribeManagedPrefixLists" ->
          WireXml.page(
              "prefixListSet",
              ec2.describeManagedPrefixLists(
                  all(asked.filter("prefix-list-id"), PrefixListId::new), asked.maybe("NextToken")),
              WireXml::prefixList);
      case "GetManagedPrefixListEntries" ->
          WireXml.page(
              "entrySet",
              ec2.getManagedPrefixListEntries(
                  new PrefixListId(asked.text("PrefixListId")), asked.maybe("NextToken")),
              WireXml::entry);
      default -> throw new IllegalArgumentException("not of EC2: " + action);
    };
  }

  private static String done(Runnable call) {
    call.run();
    return "<return>true</return>";
  }

  private static SecurityGroupId group(WireForm asked) {
    return new SecurityGroupId(asked.text("GroupId"));
  }

  private Page<SecurityGroup> groups(WireForm asked) {
    return asked.texts("GroupId").stream()
        .findFirst()
        .map(id -> ec2.describeSecurityGroup(new SecurityGroupId(id)))
        .map(group -> new Page<>(group.stream().collect(toImmutableList()), Optional.empty()))
        .orElseGet(() -> ec2.describeSecurityGroups(filter(asked), asked.maybe("NextToken")));
  }

  private static SecurityGroupFilter filter(WireForm asked) {
    return new SecurityGroupFilter(
        all(asked.filter("group-id"), SecurityGroupId::new),
        asked.filter("vpc-id").stream().findFirst(),
        all(asked.filter("group-name"), name -> name),
        asked.tagFilters());
  }

  private static SecurityGroupSpec spec(WireForm asked) {
    return new SecurityGroupSpec(
        asked.text("VpcId"),
        asked.text("GroupName"),
        asked.text("GroupDescription"),
        asked.specifiedTags());
  }

  private static ImmutableList<IngressPermission> permissions(WireForm asked) {
    return asked.members("IpPermissions").stream()
        .flatMap(WireEc2::sharing)
        .collect(toImmutableList());
  }

  private record Told(WireForm form, TrafficSource source) {}

  private static Stream<IngressPermission> sharing(WireForm together) {
    PortRange ports = PortRange.of(together.number("FromPort"), together.number("ToPort"));
    return Stream.of(
            told(together, "IpRanges", range -> addresses(range.text("CidrIp"))),
            told(together, "Ipv6Ranges", range -> addresses(range.text("CidrIpv6"))),
            told(
                together,
                "Groups",
                pair -> new TrafficSource.Group(new SecurityGroupId(pair.text("GroupId")))),
            told(
                together,
                "PrefixListIds",
                list -> new TrafficSource.PrefixList(new PrefixListId(list.text("PrefixListId")))))
        .flatMap(told -> told)
        .map(told ->
            new IngressPermission(
                ports, told.source(), told.form().maybe("Description").orElse("")));
  }

  private static Stream<Told> told(
      WireForm together, String kind, Function<WireForm, TrafficSource> source) {
    return together.members(kind).stream().map(form -> new Told(form, source.apply(form)));
  }

  private static TrafficSource addresses(String cidr) {
    return new TrafficSource.Addresses(Cidr.of(cidr));
  }

  private static <T> ImmutableSet<T> all(Collection<String> texts, Function<String, T> each) {
    return texts.stream().map(each).collect(ImmutableSet.toImmutableSet());
  }
}
