package io.vpcmesh.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.ManagedPrefixList;
import io.vpcmesh.model.AddressFamily;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.PrefixListId;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SdkPrefixListsTest {

  private static final Place HERE = Place.of("eu-west-1");
  private static final PrefixListId OFFICE = new PrefixListId("pl-0a1b2c3d");
  private static final PrefixListId CLOUD_FRONT = new PrefixListId("pl-3b927c52");

  @Test
  void listsAreAskedForByFilterAndAwsOwnTellNoSize() throws IOException {
    String answer =
        """
        <DescribeManagedPrefixListsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
          <prefixListSet>
            <item>
              <prefixListId>pl-0a1b2c3d</prefixListId>
              <addressFamily>IPv6</addressFamily>
              <state>create-complete</state>
              <maxEntries>20</maxEntries>
              <version>3</version>
            </item>
            <item>
              <prefixListId>pl-3b927c52</prefixListId>
              <addressFamily>IPv4</addressFamily>
              <ownerId>AWS</ownerId>
            </item>
          </prefixListSet>
          <nextToken>more</nextToken>
        </DescribeManagedPrefixListsResponse>
        """;
    try (StubbedAws aws = StubbedAws.answering(200, answer);
        AwsCloud cloud = new AwsCloud(aws.connection())) {
      var page =
          cloud
              .ec2(HERE)
              .describeManagedPrefixLists(ImmutableSet.of(OFFICE, CLOUD_FRONT), Optional.empty());

      assertThat(page.nextToken()).contains("more");
      assertThat(page.items())
          .containsExactly(
              new ManagedPrefixList(OFFICE, AddressFamily.IPV6, Optional.of(20)),
              new ManagedPrefixList(CLOUD_FRONT, AddressFamily.IPV4, Optional.empty()));
      assertThat(aws.onlyRequest().body())
          .contains("Filter.1.Name=prefix-list-id")
          .contains("Filter.1.Value.1=pl-0a1b2c3d")
          .contains("Filter.1.Value.2=pl-3b927c52")
          .contains("MaxResults=100");
    }
  }

  @Test
  void entriesAreNetworks() throws IOException {
    try (StubbedAws aws = StubbedAws.answering(200, entries("10.9.0.0/16", "2001:db8::/32"));
        AwsCloud cloud = new AwsCloud(aws.connection())) {
      assertThat(cloud.ec2(HERE).getManagedPrefixListEntries(OFFICE, Optional.empty()).items())
          .containsExactly(Cidr.of("10.9.0.0/16"), Cidr.of("2001:db8::/32"));
    }
  }

  @Test
  void anEntryThatNobodyCanReadIsNoAnswer() throws IOException {
    try (StubbedAws aws = StubbedAws.answering(200, entries("10.9.0.0/16", "::ffff:0:0/96"));
        AwsCloud cloud = new AwsCloud(aws.connection())) {
      assertThatThrownBy(
              () -> cloud.ec2(HERE).getManagedPrefixListEntries(OFFICE, Optional.empty()))
          .isInstanceOf(AwsException.class)
          .hasMessageContaining("no usable answer");
    }
  }

  private static String entries(String one, String other) {
    return """
    <GetManagedPrefixListEntriesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
      <entrySet>
        <item><cidr>%s</cidr><description>office</description></item>
        <item><cidr>%s</cidr></item>
      </entrySet>
    </GetManagedPrefixListEntriesResponse>
    """
        .formatted(one, other);
  }
}
