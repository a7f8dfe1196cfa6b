package io.vpcmesh.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.vpcmesh.model.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares the CRDs of the cluster with those that this operator was built with. A field that the
 * cluster's do not have could not be written: server-side apply refuses the whole status.
 */
final class CustomResourceCheck {

  private static final String VERSION = "v1alpha1";
  private static final ImmutableList<String> NAMES =
      ImmutableList.of(
          "servicemeshes.vpcmesh.io", "serviceendpoints.vpcmesh.io", "meshdeployments.vpcmesh.io");
  private static final KubernetesSerialization JSON = new KubernetesSerialization();
  private static final int SHOWN = 3;

  private final KubernetesClient client;

  CustomResourceCheck(KubernetesClient client) {
    this.client = client;
  }

  /** What is in the way of a start, as a sentence with the way out. */
  Optional<String> problem() {
    try {
      return NAMES.stream().map(this::problem).flatMap(Optional::stream).findFirst();
    } catch (KubernetesClientException failed) {
      return Optional.of(unread(client.getMasterUrl(), failed));
    }
  }

  static String unread(URL server, KubernetesClientException failed) {
    return switch (failed.getCode()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
          "the API server %s does not let this operator read the CustomResourceDefinitions (%s): give it the roles of deploy/kustomize/base, or another KUBECONFIG"
              .formatted(server, SafeText.of(String.valueOf(failed.getMessage())));
      default ->
          "the API server %s does not answer (%s): start it, or name another one with KUBECONFIG"
              .formatted(server, SafeText.of(Throwables.getRootCause(failed).toString()));
    };
  }

  private Optional<String> problem(String name) {
    CustomResourceDefinition there =
        client.apiextensions().v1().customResourceDefinitions().withName(name).get();
    if (there == null) {
      return Optional.of(
          "there is no CustomResourceDefinition %s: install the CRDs of this version, kubectl apply --server-side -f crds/manifests"
              .formatted(name));
    }
    return lacks(name, fields(there), fields(bundled(name)));
  }

  static Optional<String> lacks(
      String name, NavigableSet<String> there, NavigableSet<String> wanted) {
    ImmutableSortedSet<String> missing = ImmutableSortedSet.copyOf(Sets.difference(wanted, there));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the CustomResourceDefinition %s is older than this operator, it lacks %s: install the CRDs of this version, kubectl apply --server-side -f crds/manifests"
                .formatted(name, shown(missing)));
  }

  private static String shown(ImmutableSortedSet<String> missing) {
    String first = String.join(", ", missing.stream().limit(SHOWN).toList());
    return missing.size() > SHOWN
        ? "%s and %d more".formatted(first, missing.size() - SHOWN)
        : first;
  }

  /** Every field of the served version, such as {@code spec.ports.protocol}. */
  static NavigableSet<String> fields(CustomResourceDefinition definition) {
    return definition.getSpec().getVersions().stream()
        .filter(version -> version.getName().equals(VERSION))
        .findFirst()
        .map(CustomResourceCheck::fields)
        .orElseGet(Collections::emptyNavigableSet);
  }

  private static NavigableSet<String> fields(CustomResourceDefinitionVersion version) {
    NavigableSet<String> fields = new TreeSet<>();
    JsonNode schema = JSON.convertValue(version.getSchema().getOpenAPIV3Schema(), JsonNode.class);
    collect("", schema, fields);
    return fields;
  }

  private static void collect(String path, @Nullable JsonNode schema, Set<String> fields) {
    if (schema == null) {
      return;
    }
    collect(path, schema.get("items"), fields);
    JsonNode properties = schema.path("properties");
    properties
        .properties()
        .forEach(property -> {
          String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
          fields.add(name);
          collect(name, property.getValue(), fields);
        });
  }

  private static CustomResourceDefinition bundled(String name) {
    String plural = name.substring(0, name.indexOf('.'));
    String file = "/io/vpcmesh/crds/vpcmesh.io_" + plural + ".yaml";
    try (InputStream yaml = CustomResourceCheck.class.getResourceAsStream(file)) {
      if (yaml == null) {
        throw new IllegalStateException("the program lacks " + file);
      }
      return JSON.unmarshal(yaml, CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
