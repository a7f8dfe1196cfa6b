package io.vpcmesh.demo;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cli.table.Table;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.DiscoveredInstance;
import io.vpcmesh.cloud.NamespaceDescription;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.ServiceDescription;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What Cloud Map has, read from it and not from what we believe. */
final class RegistryTable {

  private static final ImmutableList<String> HEADING =
      ImmutableList.of("SERVICE", "RECORDS", "INSTANCE", "ADDRESS", "PORT", "HEALTH");

  private final CloudMap cloudMap;
  private final String namespace;

  RegistryTable(CloudMap cloudMap, String namespace) {
    this.cloudMap = cloudMap;
    this.namespace = namespace;
  }

  /** One row for each instance of the services that are asked for. */
  Table of(Predicate<String> services) {
    return new Table(
        HEADING,
        cloudMap
            .listNamespaces(NamespaceType.DNS_PRIVATE, namespace, Optional.empty())
            .items()
            .stream()
            .flatMap(found -> rows(found, services))
            .collect(toImmutableList()));
  }

  private Stream<ImmutableList<String>> rows(
      NamespaceDescription namespace, Predicate<String> services) {
    return cloudMap.listServices(namespace.id(), Optional.empty()).items().stream()
        .filter(service -> services.test(service.name()))
        .sorted(Comparator.comparing(ServiceDescription::name))
        .flatMap(service -> rows(namespace, service));
  }

  private Stream<ImmutableList<String>> rows(
      NamespaceDescription namespace, ServiceDescription service) {
    String records =
        String.join(",", service.dns().stream().map(record -> record.type().name()).toList());
    return cloudMap.discoverInstances(namespace.httpName(), service.name()).stream()
        .sorted(Comparator.comparing(DiscoveredInstance::id))
        .map(instance -> row(service, records, instance));
  }

  private static ImmutableList<String> row(
      ServiceDescription service, String records, DiscoveredInstance instance) {
    Map<String, String> attributes = instance.attributes();
    return ImmutableList.of(
        service.name(),
        records.isEmpty() ? "-" : records,
        instance.id().value(),
        attributes.getOrDefault("AWS_INSTANCE_IPV4", "-"),
        attributes.getOrDefault("AWS_INSTANCE_PORT", "-"),
        instance.health().map(Enum::name).orElse("-"));
  }
}
