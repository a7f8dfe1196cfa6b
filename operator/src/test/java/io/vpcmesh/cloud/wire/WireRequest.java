package io.vpcmesh.cloud.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.Registration;
import io.vpcmesh.cloud.ServiceSpec;
import io.vpcmesh.cloud.ServiceUpdate;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.ServiceId;
import java.util.Optional;

/** The JSON of a request to Cloud Map, as our records. */
record WireRequest(JsonNode body) {

  String text(String field) {
    return body.path(field).asText();
  }

  Optional<String> nextToken() {
    return Optional.of(text("NextToken")).filter(token -> !token.isEmpty());
  }

  /** The only value of the filter of that name. */
  String filter(String name) {
    return body.path("Filters")
        .valueStream()
        .filter(filter -> filter.path("Name").asText().equals(name))
        .map(filter -> filter.path("Values").path(0).asText())
        .findFirst()
        .orElse("");
  }

  InstanceId instance() {
    return new InstanceId(text("InstanceId"));
  }

  ServiceId service() {
    return new ServiceId(text("ServiceId"));
  }

  NamespaceSpec namespaceSpec() {
    return new NamespaceSpec(
        text("Name"),
        Optional.of(text("Vpc")).filter(vpc -> !vpc.isEmpty()),
        text("Description"),
        text("CreatorRequestId"),
        tags());
  }

  ServiceSpec serviceSpec() {
    return new ServiceSpec(
        new NamespaceId(text("NamespaceId")),
        text("Name"),
        text("Description"),
        dns(body),
        body.has("HealthCheckCustomConfig"),
        text("CreatorRequestId"),
        tags());
  }

  ServiceUpdate serviceUpdate() {
    JsonNode change = body.path("Service");
    return new ServiceUpdate(
        new ServiceId(text("Id")), change.path("Description").asText(), dns(change));
  }

  Registration registration() {
    return new Registration(service(), instance(), text("CreatorRequestId"), attributes());
  }

  ImmutableMap<String, String> tags() {
    return body.path("Tags")
        .valueStream()
        .collect(
            ImmutableMap.toImmutableMap(
                tag -> tag.path("Key").asText(), tag -> tag.path("Value").asText()));
  }

  private ImmutableMap<String, String> attributes() {
    return body.path("Attributes").properties().stream()
        .collect(
            ImmutableMap.toImmutableMap(
                attribute -> attribute.getKey(), attribute -> attribute.getValue().asText()));
  }

  private static ImmutableList<DnsRecord> dns(JsonNode of) {
    return of.path("DnsConfig")
        .path("DnsRecords")
        .valueStream()
        .map(record ->
            new DnsRecord(
                RecordType.valueOf(record.path("Type").asText()), record.path("TTL").asLong()))
        .collect(ImmutableList.toImmutableList());
  }
}
