package io.vpcmesh.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.IngressPermission;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.SecurityGroupRule.Traffic;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import io.vpcmesh.model.TrafficSource;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SdkSecurityGroupsTest {

  private static final Place HERE = Place.of("eu-west-1");
  private static final SecurityGroupId ORDERS = new SecurityGroupId("sg-0a1b2c3d");

  private static final TrafficSource WEB =
      new TrafficSource.Group(new SecurityGroupId("sg-0b1b2c3d"));
  private static final TrafficSource LIST =
      new TrafficSource.PrefixList(new PrefixListId("pl-0a1b2c3d"));
  private static final TrafficSource IPV6 = new TrafficSource.Addresses(Cidr.of("2001:db8::/32"));

  private static final String NOTHING =
      "<Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"/>";

  @Test
  void oneRequestAddsAllRulesAndTheirTags() throws IOException {
    try (StubbedAws aws = StubbedAws.answering(200, NOTHING);
        AwsCloud cloud = new AwsCloud(aws.connection())) {
      cloud
          .ec2(HERE)
          .authorizeSecurityGroupIngress(
              ORDERS,
              ImmutableList.of(
                  new IngressPermission(PortRange.of(80, 80), WEB, "from web"),
                  new IngressPermission(PortRange.of(81, 89), LIST, ""),
                  new IngressPermission(PortRange.of(80, 80), IPV6, "")),
              ImmutableMap.of("owner", "mesh"));

      assertThat(fields(aws.onlyRequest().body()))
          .containsExactlyInAnyOrder(
              "Action=AuthorizeSecurityGroupIngress",
              "Version=2016-11-15",
              "GroupId=sg-0a1b2c3d",
              "IpPermissions.1.IpProtocol=tcp",
              "IpPermissions.1.FromPort=80",
              "IpPermissions.1.ToPort=80",
              "IpPermissions.1.Groups.1.GroupId=sg-0b1b2c3d",
              "IpPermissions.1.Groups.1.Description=from web",
              "IpPermissions.1.Ipv6Ranges.1.CidrIpv6=2001:db8::/32",
              "IpPermissions.2.IpProtocol=tcp",
              "IpPermissions.2.FromPort=81",
              "IpPermissions.2.ToPort=89",
              "IpPermissions.2.PrefixListIds.1.PrefixListId=pl-0a1b2c3d",
              "TagSpecification.1.ResourceType=security-group-rule",
              "TagSpecification.1.Tag.1.Key=owner",
              "TagSpecification.1.Tag.1.Value=mesh");
    }
  }

  @Test
  void withoutTagsNoneAreSpecified() throws IOException {
    try (StubbedAws aws = StubbedAws.answering(200, NOTHING);
        AwsCloud cloud = new AwsCloud(aws.connection())) {
      cloud
          .ec2(HERE)
          .authorizeSecurityGroupIngress(
              ORDERS,
              ImmutableList.of(new IngressPermission(PortRange.of(80, 80), WEB, "")),
              ImmutableMap.of());

      assertThat(aws.onlyRequest().body()).doesNotContain("TagSpecification");
    }
  }

  @Test
  void oneRequestTagsAGroupAndItsRules() throws IOException {
    try (StubbedAws aws = StubbedAws.answering(200, NOTHING);
        AwsCloud cloud = new AwsCloud(aws.connection())) {
      cloud
          .ec2(HERE)
          .createTags(
              ImmutableSet.of(ORDERS.value(), "sgr-0a1b2c3d"), ImmutableMap.of("owner", "mesh"));

      assertThat(fields(aws.onlyRequest().body()))
          .containsExactlyInAnyOrder(
              "Action=CreateTags",
              "Version=2016-11-15",
              "ResourceId.1=sg-0a1b2c3d",
              "ResourceId.2=sgr-0a1b2c3d",
              "Tag.1.Key=owner",
              "Tag.1.Value=mesh");
    }
  }

  @Test
  void rulesOfAnybodyAreRead() throws IOException {
    String answer =
        """
        <DescribeSecurityGroupRulesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
          <securityGroupRuleSet>
            <item>
              <securityGroupRuleId>sgr-0a1b2c3d</securityGroupRuleId>
              <groupId>sg-0a1b2c3d</groupId>
              <isEgress>false</isEgress>
              <ipProtocol>icmp</ipProtocol>
              <fromPort>8</fromPort>
              <toPort>-1</toPort>
              <referencedGroupInfo>
                <groupId>sg-0b1b2c3d</groupId>
                <userId>210987654321</userId>
                <peeringStatus>active</peeringStatus>
              </referencedGroupInfo>
              <description>ping</description>
              <tagSet><item><key>team</key><value>red</value></item></tagSet>
            </item>
            <item>
              <securityGroupRuleId>sgr-0b1b2c3d</securityGroupRuleId>
              <groupId>sg-0a1b2c3d</groupId>
              <isEgress>false</isEgress>
              <ipProtocol>tcp</ipProtocol>
              <fromPort>80</fromPort>
              <toPort>80</toPort>
              <cidrIpv6>::ffff:0:0/96</cidrIpv6>
            </item>
            <item>
              <securityGroupRuleId>sgr-0c1b2c3d</securityGroupRuleId>
              <groupId>sg-0a1b2c3d</groupId>
              <isEgress>true</isEgress>
              <ipProtocol>-1</ipProtocol>
              <cidrIpv4>0.0.0.0/0</cidrIpv4>
            </item>
          </securityGroupRuleSet>
          <nextToken>more</nextToken>
        </DescribeSecurityGroupRulesResponse>
        """;
    try (StubbedAws aws = StubbedAws.answering(200, answer);
        AwsCloud cloud = new AwsCloud(aws.connection())) {
      var page =
          cloud.ec2(HERE).describeSecurityGroupRules(ImmutableSet.of(ORDERS), Optional.empty());

      assertThat(page.nextToken()).contains("more");
      assertThat(page.items())
          .containsExactly(
              new SecurityGroupRule(
                  new SecurityGroupRuleId("sgr-0a1b2c3d"),
                  ORDERS,
                  Direction.INGRESS,
                  new Traffic("icmp", 8, -1),
                  WEB,
                  "ping",
                  ImmutableMap.of("team", "red")),
              new SecurityGroupRule(
                  new SecurityGroupRuleId("sgr-0c1b2c3d"),
                  ORDERS,
                  Direction.EGRESS,
                  new Traffic("-1", -1, -1),
                  new TrafficSource.Addresses(Cidr.of("0.0.0.0/0")),
                  "",
                  ImmutableMap.of()));
    }
  }

  private static ImmutableList<String> fields(String form) {
    return Splitter.on('&')
        .splitToStream(form)
        .map(field -> URLDecoder.decode(field, StandardCharsets.UTF_8))
        .collect(ImmutableList.toImmutableList());
  }
}
