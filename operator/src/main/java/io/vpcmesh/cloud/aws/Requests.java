package io.vpcmesh.cloud.aws;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.Registration;
import io.vpcmesh.cloud.ServiceSpec;
import io.vpcmesh.cloud.ServiceUpdate;
import io.vpcmesh.model.NamespaceId;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.servicediscovery.model.CreateHttpNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.CreatePrivateDnsNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.CreateServiceRequest;
import software.amazon.awssdk.services.servicediscovery.model.DnsConfig;
import software.amazon.awssdk.services.servicediscovery.model.FilterCondition;
import software.amazon.awssdk.services.servicediscovery.model.HealthCheckCustomConfig;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceFilter;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceFilterName;
import software.amazon.awssdk.services.servicediscovery.model.RegisterInstanceRequest;
import software.amazon.awssdk.services.servicediscovery.model.RoutingPolicy;
import software.amazon.awssdk.services.servicediscovery.model.ServiceChange;
import software.amazon.awssdk.services.servicediscovery.model.ServiceFilter;
import software.amazon.awssdk.services.servicediscovery.model.ServiceFilterName;
import software.amazon.awssdk.services.servicediscovery.model.ServiceTypeOption;
import software.amazon.awssdk.services.servicediscovery.model.Tag;
import software.amazon.awssdk.services.servicediscovery.model.UpdateServiceRequest;

/** Our records as requests of the SDK. */
final class Requests {

  private Requests() {}

  static CreatePrivateDnsNamespaceRequest privateDnsNamespace(NamespaceSpec namespace) {
    return CreatePrivateDnsNamespaceRequest.builder()
        .name(namespace.name())
        .vpc(namespace.vpc().orElseThrow())
        .description(namespace.description())
        .creatorRequestId(namespace.creatorRequestId())
        .tags(tags(namespace.tags()))
        .build();
  }

  static CreateHttpNamespaceRequest httpNamespace(NamespaceSpec namespace) {
    return CreateHttpNamespaceRequest.builder()
        .name(namespace.name())
        .description(namespace.description())
        .creatorRequestId(namespace.creatorRequestId())
        .tags(tags(namespace.tags()))
        .build();
  }

  static List<NamespaceFilter> namespaces(NamespaceType type, String name) {
    return ImmutableList.of(
        namespaceFilter(NamespaceFilterName.TYPE, type.name()),
        namespaceFilter(NamespaceFilterName.NAME, name));
  }

  static CreateServiceRequest service(ServiceSpec service) {
    CreateServiceRequest.Builder request =
        CreateServiceRequest.builder()
            .namespaceId(service.namespace().value())
            .name(service.name())
            .description(service.description())
            .creatorRequestId(service.creatorRequestId())
            .tags(tags(service.tags()));
    if (service.dns().isEmpty()) {
      request.type(ServiceTypeOption.HTTP);
    } else {
      request.dnsConfig(dns(service.dns()));
    }
    if (service.customHealth()) {
      // Empty: its only member, the failure threshold, is always 1 and deprecated.
      request.healthCheckCustomConfig(HealthCheckCustomConfig.builder().build());
    }
    return request.build();
  }

  /** Without a routing policy and custom health, which AWS lets nobody change. */
  static UpdateServiceRequest update(ServiceUpdate update) {
    ServiceChange.Builder change = ServiceChange.builder().description(update.description());
    if (!update.dns().isEmpty()) {
      change.dnsConfig(config -> config.dnsRecords(records(update.dns())));
    }
    return UpdateServiceRequest.builder()
        .id(update.service().value())
        .service(change.build())
        .build();
  }

  static ServiceFilter servicesOf(NamespaceId namespace) {
    return ServiceFilter.builder()
        .name(ServiceFilterName.NAMESPACE_ID)
        .condition(FilterCondition.EQ)
        .values(namespace.value())
        .build();
  }

  static RegisterInstanceRequest register(Registration registration) {
    return RegisterInstanceRequest.builder()
        .serviceId(registration.service().value())
        .instanceId(registration.instance().value())
        .creatorRequestId(registration.creatorRequestId())
        .attributes(registration.attributes())
        .build();
  }

  static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .collect(ImmutableList.toImmutableList());
  }

  private static NamespaceFilter namespaceFilter(NamespaceFilterName name, String value) {
    return NamespaceFilter.builder().name(name).condition(FilterCondition.EQ).values(value).build();
  }

  private static DnsConfig dns(List<DnsRecord> records) {
    return DnsConfig.builder()
        .routingPolicy(RoutingPolicy.MULTIVALUE)
        .dnsRecords(records(records))
        .build();
  }

  private static List<software.amazon.awssdk.services.servicediscovery.model.DnsRecord> records(
      List<DnsRecord> records) {
    return records.stream()
        .map(record ->
            software.amazon.awssdk.services.servicediscovery.model.DnsRecord.builder()
                .type(record.type().name())
                .ttl(record.ttlSeconds())
                .build())
        .collect(ImmutableList.toImmutableList());
  }
}
