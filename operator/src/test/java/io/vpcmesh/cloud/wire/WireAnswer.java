package io.vpcmesh.cloud.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcmesh.cloud.DiscoveredInstance;
import io.vpcmesh.cloud.NamespaceDescription;
import io.vpcmesh.cloud.Operation;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.RegisteredInstance;
import io.vpcmesh.cloud.ServiceDescription;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsFailure.Conflict;
import io.vpcmesh.model.OperationId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Our records as the JSON in which Cloud Map answers. */
final class WireAnswer {

  private WireAnswer() {}

  static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ObjectNode operationId(OperationId id) {
    return empty().put("OperationId", id.value());
  }

  static ObjectNode of(String field, JsonNode value) {
    return empty().set(field, value);
  }

  static <T> ObjectNode page(String field, Page<T> page, Function<T, ObjectNode> each) {
    ObjectNode answer = list(field, page.items(), each);
    page.nextToken().ifPresent(token -> answer.put("NextToken", token));
    return answer;
  }

  static <T> ObjectNode list(String field, List<T> items, Function<T, ObjectNode> each) {
    ObjectNode answer = empty();
    items.forEach(item -> answer.withArrayProperty(field).add(each.apply(item)));
    return answer;
  }

  static ObjectNode namespace(NamespaceDescription namespace) {
    ObjectNode answer =
        empty()
            .put("Id", namespace.id().value())
            .put("Arn", namespace.arn())
            .put("Name", namespace.name())
            .put("Type", namespace.type().name());
    ObjectNode properties = answer.putObject("Properties");
    properties.putObject("HttpProperties").put("HttpName", namespace.httpName());
    namespace
        .hostedZoneId()
        .ifPresent(zone -> properties.putObject("DnsProperties").put("HostedZoneId", zone));
    return answer;
  }

  static ObjectNode service(ServiceDescription service) {
    ObjectNode answer =
        empty()
            .put("Id", service.id().value())
            .put("Arn", service.arn())
            .put("Name", service.name())
            .put("Description", service.description());
    service.namespace().ifPresent(namespace -> answer.put("NamespaceId", namespace.value()));
    service.instanceCount().ifPresent(count -> answer.put("InstanceCount", count));
    if (service.customHealth()) {
      answer.putObject("HealthCheckCustomConfig").put("FailureThreshold", 1);
    }
    if (!service.dns().isEmpty()) {
      ObjectNode dns = answer.putObject("DnsConfig");
      dns.put("RoutingPolicy", service.routingPolicy().name());
      service
          .dns()
          .forEach(record ->
              dns.withArrayProperty("DnsRecords")
                  .addObject()
                  .put("Type", record.type().name())
                  .put("TTL", record.ttlSeconds()));
    }
    return answer;
  }

  static ObjectNode registered(RegisteredInstance instance) {
    ObjectNode answer = empty().put("Id", instance.id().value());
    return answer.set("Attributes", texts(instance.attributes()));
  }

  static ObjectNode discovered(DiscoveredInstance instance) {
    ObjectNode answer = empty().put("InstanceId", instance.id().value());
    instance.health().ifPresent(health -> answer.put("HealthStatus", health.name()));
    return answer.set("Attributes", texts(instance.attributes()));
  }

  static ObjectNode operation(Operation operation) {
    ObjectNode answer =
        empty().put("Id", operation.id().value()).put("Status", operation.status().name());
    operation
        .error()
        .map(error -> error.split(": ", 2))
        .ifPresent(error -> answer.put("ErrorCode", error[0]).put("ErrorMessage", error[1]));
    return answer.set("Targets", texts(operation.targets()));
  }

  static ObjectNode tag(Map.Entry<String, String> tag) {
    return empty().put("Key", tag.getKey()).put("Value", tag.getValue());
  }

  static ObjectNode error(AwsFailure failure) {
    ObjectNode answer =
        empty().put("__type", failure.error().code()).put("Message", failure.error().message());
    if (failure instanceof Conflict(var error, var existing)) {
      existing.ifPresent(id -> answer.put(idField(error.code()), id));
    }
    return answer;
  }

  private static String idField(String code) {
    return switch (code) {
      case "ServiceAlreadyExists" -> "ServiceId";
      case "NamespaceAlreadyExists" -> "NamespaceId";
      default -> "DuplicateOperationId";
    };
  }

  private static ObjectNode texts(Map<String, String> texts) {
    ObjectNode answer = empty();
    texts.forEach(answer::put);
    return answer;
  }
}
