package io.vpcmesh.demo;

import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.DiscoveredInstance;
import io.vpcmesh.cloud.NamespaceDescription;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.ServiceDescription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Cloud Map has, read from it and not from what we believe. */
final class RegistryTable {

  private final CloudMap cloudMap;
  private final String namespace;

  RegistryTable(CloudMap cloudMap, String namespace) {
    this.cloudMap = cloudMap;
    this.namespace = namespace;
  }

  /** One row for each instance: service, records, instance, address, port, health. */
  List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("SERVICE", "RECORDS", "INSTANCE", "ADDRESS", "PORT", "HEALTH"));
    for (NamespaceDescription found :
        cloudMap.listNamespaces(NamespaceType.DNS_PRIVATE, namespace, Optional.empty()).items()) {
      cloudMap.listServices(found.id(), Optional.empty()).items().stream()
          .sorted(Comparator.comparing(ServiceDescription::name))
          .forEach(service -> add(rows, found, service));
    }
    return rows;
  }

  private void add(
      List<List<String>> rows, NamespaceDescription namespace, ServiceDescription service) {
    String records =
        String.join(",", service.dns().stream().map(record -> record.type().name()).toList());
    cloudMap.discoverInstances(namespace.httpName(), service.name()).stream()
        .sorted(Comparator.comparing(DiscoveredInstance::id))
        .forEach(instance -> rows.add(row(service, records, instance)));
  }

  private static List<String> row(
      ServiceDescription service, String records, DiscoveredInstance instance) {
    Map<String, String> attributes = instance.attributes();
    return List.of(
        service.name(),
        records.isEmpty() ? "-" : records,
        instance.id().value(),
        attributes.getOrDefault("AWS_INSTANCE_IPV4", "-"),
        attributes.getOrDefault("AWS_INSTANCE_PORT", "-"),
        instance.health().map(Enum::name).orElse("-"));
  }
}
