package io.vpcmesh.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.vpcmesh.api.v1alpha1.MeshDeploymentSpec;
import io.vpcmesh.api.v1alpha1.MeshDeploymentStatus;
import io.vpcmesh.api.v1alpha1.ResourceJson;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.deployment.Verb;
import io.vpcmesh.kubernetes.RawDeployment;
import io.vpcmesh.kubernetes.RawEndpoint;
import io.vpcmesh.kubernetes.RawMesh;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The deployments in a cluster. */
record ClusterBook(KubernetesClient client) implements DeploymentBook {

  private static final ObjectMapper JSON = ResourceJson.mapper();
  private static final PatchContext ANNOTATE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager("kubectl-vpcmesh")
          .build();

  @Override
  public ImmutableList<DeploymentEntry> deployments(@Nullable String namespace) {
    List<RawDeployment> there =
        asked(
            "meshdeployments",
            () ->
                namespace == null
                    ? client.resources(RawDeployment.class).inAnyNamespace().list().getItems()
                    : client
                        .resources(RawDeployment.class)
                        .inNamespace(namespace)
                        .list()
                        .getItems());
    return there.stream()
        .map(ClusterBook::entry)
        .flatMap(Optional::stream)
        .sorted(DeploymentEntry.ORDER)
        .collect(toImmutableList());
  }

  /** One that was written by a release that this one does not understand is left out. */
  private static Optional<DeploymentEntry> entry(RawDeployment there) {
    return read(there.getSpec(), MeshDeploymentSpec.class)
        .flatMap(spec ->
            read(there.getStatus(), MeshDeploymentStatus.class)
                .flatMap(status ->
                    DeploymentEntry.found(
                        there.getMetadata().getNamespace(),
                        there.getMetadata().getName(),
                        spec,
                        status)));
  }

  @Override
  public Optional<Sight> sight(Key key) {
    return Optional.ofNullable(asked(plural(key), () -> resource(key).get()))
        .map(there ->
            new Sight(
                Objects.requireNonNullElse(there.getMetadata().getGeneration(), 0L),
                ImmutableMap.copyOf(
                    Objects.requireNonNullElse(
                        there.getMetadata().getAnnotations(), Map.<String, String>of())),
                said(key, there.getStatus()),
                Optional.empty()));
  }

  private static Optional<Said> said(Key key, @Nullable JsonNode status) {
    return switch (key) {
      case EndpointKey _ -> read(status, ServiceEndpointStatus.class).map(Said::of);
      case MeshId _ -> read(status, ServiceMeshStatus.class).map(Said::of);
    };
  }

  @Override
  public String ask(Key key, Verb verb, String token) {
    String patch =
        Serialization.asJson(
            ImmutableMap.of(
                "metadata",
                ImmutableMap.of("annotations", ImmutableMap.of(verb.annotation(), token))));
    asked(plural(key), () -> resource(key).patch(ANNOTATE, patch));
    return "%s is annotated with %s".formatted(key, verb.annotation());
  }

  @Override
  public String flag() {
    return "--cluster";
  }

  private Resource<? extends CustomResource<JsonNode, JsonNode>> resource(Key key) {
    return switch (key) {
      case EndpointKey _ -> resource(RawEndpoint.class, key);
      case MeshId _ -> resource(RawMesh.class, key);
    };
  }

  private <T extends CustomResource<JsonNode, JsonNode>> Resource<T> resource(
      Class<T> type, Key key) {
    return client.resources(type).inNamespace(key.ref().namespace()).withName(key.ref().name());
  }

  private static String plural(Key key) {
    return switch (key) {
      case EndpointKey _ -> "serviceendpoints";
      case MeshId _ -> "servicemeshes";
    };
  }

  private static <T> Optional<T> read(@Nullable JsonNode json, Class<T> type) {
    try {
      return json == null ? Optional.empty() : Optional.of(JSON.treeToValue(json, type));
    } catch (JsonProcessingException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private <T extends @Nullable Object> T asked(String resources, Supplier<T> request) {
    try {
      return request.get();
    } catch (KubernetesClientException refused) {
      throw new CommandFailure(
          ExitCode.FAILED,
          Clusters.isSilent(refused)
              ? Clusters.silence(client.getMasterUrl())
              : "the API server %s does not let you (%s): name another one with KUBECONFIG, or see what 'kubectl get %s -A' says"
                  .formatted(client.getMasterUrl(), Clusters.why(refused), resources));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
