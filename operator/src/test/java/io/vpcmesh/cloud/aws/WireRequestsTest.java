package io.vpcmesh.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.ServiceSpec;
import io.vpcmesh.cloud.ServiceUpdate;
import io.vpcmesh.cloud.aws.StubbedAws.Request;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.ServiceId;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Requests as AWS gets them, where an emulator would not notice that they are wrong. */
class WireRequestsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final NamespaceId NAMESPACE = new NamespaceId("ns-1");
  private static final ImmutableList<DnsRecord> A_RECORD =
      ImmutableList.of(new DnsRecord(RecordType.A, 15));

  @Test
  void namespacesAreListedByTypeAndName() throws IOException {
    assertThat(
            bodyOf(aws ->
                aws.listNamespaces(NamespaceType.DNS_PRIVATE, "shop.local", Optional.of("page-2"))))
        .isEqualTo(
            json(
                """
                {"MaxResults": 100, "NextToken": "page-2", "Filters": [
                  {"Name": "TYPE", "Values": ["DNS_PRIVATE"], "Condition": "EQ"},
                  {"Name": "NAME", "Values": ["shop.local"], "Condition": "EQ"}]}
                """));
  }

  @Test
  void servicesAreListedByNamespace() throws IOException {
    assertThat(bodyOf(aws -> aws.listServices(NAMESPACE, Optional.empty())))
        .isEqualTo(
            json(
                """
                {"MaxResults": 100, "Filters": [
                  {"Name": "NAMESPACE_ID", "Values": ["ns-1"], "Condition": "EQ"}]}
                """));
  }

  @Test
  void namespacesOfDnsNameTheirVpc() throws IOException {
    NamespaceSpec namespace =
        new NamespaceSpec(
            "shop.local", Optional.of("vpc-1"), "the shop", "once", ImmutableMap.of("k", "v"));

    assertThat(bodyOf(aws -> aws.createPrivateDnsNamespace(namespace)))
        .isEqualTo(
            json(
                """
                {"Name": "shop.local", "Vpc": "vpc-1", "Description": "the shop",
                 "CreatorRequestId": "once", "Tags": [{"Key": "k", "Value": "v"}]}
                """));
  }

  @Test
  void servicesWithDnsAnswerWithSeveralInstances() throws IOException {
    assertThat(bodyOf(aws -> aws.createService(service(A_RECORD, true))))
        .isEqualTo(
            json(
                """
                {"NamespaceId": "ns-1", "Name": "orders", "Description": "takes orders",
                 "CreatorRequestId": "once", "Tags": [{"Key": "k", "Value": "v"}],
                 "DnsConfig": {"RoutingPolicy": "MULTIVALUE",
                               "DnsRecords": [{"Type": "A", "TTL": 15}]},
                 "HealthCheckCustomConfig": {}}
                """));
  }

  @Test
  void servicesWithoutDnsAreOfTypeHttp() throws IOException {
    assertThat(bodyOf(aws -> aws.createService(service(ImmutableList.of(), false))))
        .isEqualTo(
            json(
                """
                {"NamespaceId": "ns-1", "Name": "orders", "Description": "takes orders",
                 "CreatorRequestId": "once", "Tags": [{"Key": "k", "Value": "v"}],
                 "Type": "HTTP"}
                """));
  }

  @Test
  void updatesRepeatTheRecordsThatShallStay() throws IOException {
    ServiceUpdate update = new ServiceUpdate(new ServiceId("srv-1"), "new", A_RECORD);

    assertThat(bodyOf(aws -> aws.updateService(update)))
        .isEqualTo(
            json(
                """
                {"Id": "srv-1", "Service": {"Description": "new",
                 "DnsConfig": {"DnsRecords": [{"Type": "A", "TTL": 15}]}}}
                """));
  }

  @Test
  void discoveryAsksForAllOfAnyHealthAtThePlainAddress() throws IOException {
    try (StubbedAws stub = StubbedAws.answering(200, "{\"Instances\": []}");
        AwsCloud cloud = new AwsCloud(stub.connection())) {
      cloud.cloudMap(Place.of("eu-west-1")).discoverInstances("shop.local", "orders");

      Request request = stub.onlyRequest();
      assertThat(request.host()).isEqualTo(stub.endpoint().getAuthority());
      assertThat(request.action()).endsWith(".DiscoverInstances");
      assertThat(json(request.body()))
          .isEqualTo(
              json(
                  """
                  {"NamespaceName": "shop.local", "ServiceName": "orders",
                   "MaxResults": 1000, "HealthStatus": "ALL"}
                  """));
    }
  }

  @Test
  void theUserAgentNamesUs() throws IOException {
    try (StubbedAws stub = StubbedAws.answering(200, "{\"Namespaces\": []}");
        AwsCloud cloud = new AwsCloud(stub.connection())) {
      cloud
          .cloudMap(Place.of("eu-west-1"))
          .listNamespaces(NamespaceType.HTTP, "shop.local", Optional.empty());

      assertThat(stub.onlyRequest().userAgent()).endsWith("vpcmesh/1.2.3");
    }
  }

  private static ServiceSpec service(ImmutableList<DnsRecord> dns, boolean customHealth) {
    return new ServiceSpec(
        NAMESPACE, "orders", "takes orders", dns, customHealth, "once", ImmutableMap.of("k", "v"));
  }

  private static JsonNode bodyOf(Consumer<CloudMap> call) throws IOException {
    try (StubbedAws stub = StubbedAws.answering(400, "{\"__type\": \"InvalidInput\"}");
        AwsCloud cloud = new AwsCloud(stub.connection())) {
      assertThatThrownBy(() -> call.accept(cloud.cloudMap(Place.of("eu-west-1"))))
          .isInstanceOf(AwsException.class);
      return json(stub.onlyRequest().body());
    }
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }
}
