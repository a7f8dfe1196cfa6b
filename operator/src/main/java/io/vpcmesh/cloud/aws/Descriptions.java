package io.vpcmesh.cloud.aws;

import com.google.common.base.Enums;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.NamespaceDescription;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.ServiceDescription;
import io.vpcmesh.cloud.ServiceDescription.RoutingPolicy;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.ServiceId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.servicediscovery.model.DnsConfig;
import software.amazon.awssdk.services.servicediscovery.model.DnsProperties;
import software.amazon.awssdk.services.servicediscovery.model.HttpProperties;
import software.amazon.awssdk.services.servicediscovery.model.Namespace;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceProperties;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceSummary;
import software.amazon.awssdk.services.servicediscovery.model.Service;
import software.amazon.awssdk.services.servicediscovery.model.ServiceSummary;

/** Namespaces and services of the SDK as our records. */
final class Descriptions {

  private Descriptions() {}

  static NamespaceDescription namespace(@Nullable Namespace answer) {
    Namespace namespace = Answers.required(answer, "Namespace");
    String name = Answers.required(namespace.name(), "Namespace.Name");
    Optional<NamespaceProperties> properties = Optional.ofNullable(namespace.properties());
    return new NamespaceDescription(
        new NamespaceId(Answers.required(namespace.id(), "Namespace.Id")),
        Answers.required(namespace.arn(), "Namespace.Arn"),
        name,
        Answers.word(NamespaceType.class, namespace.typeAsString(), "Namespace.Type"),
        properties
            .map(NamespaceProperties::httpProperties)
            .map(HttpProperties::httpName)
            .orElse(name),
        properties.map(NamespaceProperties::dnsProperties).map(DnsProperties::hostedZoneId));
  }

  /** Those of that type and name; an emulator may list others, whatever it was asked for. */
  static ImmutableList<NamespaceDescription> namespaces(
      List<NamespaceSummary> listed, NamespaceType type, String name) {
    return listed.stream()
        .map(Descriptions::namespace)
        .filter(namespace -> namespace.type() == type && namespace.name().equals(name))
        .collect(ImmutableList.toImmutableList());
  }

  private static NamespaceDescription namespace(NamespaceSummary listed) {
    return namespace(
        Namespace.builder()
            .id(listed.id())
            .arn(listed.arn())
            .name(listed.name())
            .type(listed.typeAsString())
            .properties(listed.properties())
            .build());
  }

  static ServiceDescription service(@Nullable Service answer) {
    Service service = Answers.required(answer, "Service");
    Optional<DnsConfig> dns = Optional.ofNullable(service.dnsConfig());
    return new ServiceDescription(
        new ServiceId(Answers.required(service.id(), "Service.Id")),
        Answers.required(service.arn(), "Service.Arn"),
        Answers.required(service.name(), "Service.Name"),
        Optional.ofNullable(service.namespaceId()).map(NamespaceId::new),
        Strings.nullToEmpty(service.description()),
        dns.map(Descriptions::records).orElse(ImmutableList.of()),
        dns.map(DnsConfig::routingPolicyAsString)
            .flatMap(policy -> Enums.getIfPresent(RoutingPolicy.class, policy).toJavaUtil())
            .orElse(RoutingPolicy.NONE),
        service.healthCheckCustomConfig() != null,
        Optional.ofNullable(service.instanceCount()));
  }

  static ServiceDescription service(ServiceSummary listed) {
    return service(
        Service.builder()
            .id(listed.id())
            .arn(listed.arn())
            .name(listed.name())
            .description(listed.description())
            .dnsConfig(listed.dnsConfig())
            .healthCheckCustomConfig(listed.healthCheckCustomConfig())
            .instanceCount(listed.instanceCount())
            .build());
  }

  /** Leaves out CNAME: somebody else's service may have it, and must not spoil a listing. */
  private static ImmutableList<DnsRecord> records(DnsConfig dns) {
    return dns.dnsRecords().stream()
        .flatMap(record ->
            Enums.getIfPresent(RecordType.class, Strings.nullToEmpty(record.typeAsString()))
                .toJavaUtil()
                .map(type -> new DnsRecord(type, record.ttl()))
                .stream())
        .collect(ImmutableList.toImmutableList());
  }
}
