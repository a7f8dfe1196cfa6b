package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The identity of this installation, part of every mark of ownership in AWS. It lives in a
 * ConfigMap that cannot be changed: whoever restores a cluster restores it, too.
 */
final class Installation {

  private static final String NAME = "vpcmesh-installation";
  private static final String ID = "id";

  private Installation() {}

  /** Reads the identity, or creates it for good. */
  static String read(KubernetesClient client, String namespace, Supplier<String> newId) {
    ConfigMap there = client.configMaps().inNamespace(namespace).withName(NAME).get();
    return id(namespace, there == null ? create(client, namespace, newId.get()) : there);
  }

  private static ConfigMap create(KubernetesClient client, String namespace, String id) {
    ConfigMap fresh =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(NAME)
            .withNamespace(namespace)
            .addToLabels("app.kubernetes.io/managed-by", "vpcmesh")
            .endMetadata()
            .withImmutable(true)
            .addToData(ID, id)
            .build();
    try {
      return client.resource(fresh).inNamespace(namespace).create();
    } catch (KubernetesClientException failed) {
      if (failed.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return Objects.requireNonNull(
            client.configMaps().inNamespace(namespace).withName(NAME).get());
      }
      throw failed;
    }
  }

  private static String id(String namespace, ConfigMap map) {
    String id = map.getData() == null ? null : map.getData().get(ID);
    if (id == null || id.isBlank()) {
      throw new IllegalStateException(
          "ConfigMap %s/%s has no %s: restore it from a backup, or delete it and what AWS has of the former installation stays untouched"
              .formatted(namespace, NAME, ID));
    }
    return id;
  }
}
