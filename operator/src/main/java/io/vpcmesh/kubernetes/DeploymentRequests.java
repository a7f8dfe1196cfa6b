package io.vpcmesh.kubernetes;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.vpcmesh.api.v1alpha1.MeshDeploymentStatus;
import io.vpcmesh.engine.codec.DeploymentRecord;
import io.vpcmesh.model.ObjectRef;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Those calls, to an API server.
 *
 * @param namespaces to look into; empty: all
 */
record DeploymentRequests(KubernetesClient client, ImmutableSet<String> namespaces)
    implements DeploymentCalls {

  private static final String MANAGER = "vpcmesh";
  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(MANAGER)
          .build();
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("vpcmesh-status")
          .withForce(true)
          .build();

  @Override
  public void each(Consumer<RawDeployment> look) {
    if (namespaces.isEmpty()) {
      pages(client.resources(RawDeployment.class).inAnyNamespace(), look);
    } else {
      namespaces.forEach(
          namespace -> pages(client.resources(RawDeployment.class).inNamespace(namespace), look));
    }
  }

  private static void pages(
      Listable<? extends KubernetesResourceList<RawDeployment>> all, Consumer<RawDeployment> look) {
    Optional<String> next = Optional.of("");
    while (next.isPresent()) {
      KubernetesResourceList<RawDeployment> page = all.list(from(next.orElseThrow()));
      page.getItems().forEach(look);
      next = more(page.getMetadata().getContinue());
    }
  }

  private static Optional<String> more(@Nullable String token) {
    return Optional.ofNullable(token).filter(it -> !it.isEmpty());
  }

  private static ListOptions from(String token) {
    return new ListOptionsBuilder()
        .withLimit(KubernetesOperator.PAGE)
        .withContinue(token.isEmpty() ? null : token)
        .build();
  }

  @Override
  public Optional<RawDeployment> get(ObjectRef ref) {
    return Optional.ofNullable(resource(ref).get());
  }

  @Override
  public void create(RawDeployment record) {
    client.resource(record).create();
  }

  @Override
  public void complete(ObjectRef ref) {
    resource(ref)
        .patch(
            MERGE,
            Serialization.asJson(
                ImmutableMap.of(
                    "metadata",
                    ImmutableMap.of(
                        "labels", ImmutableMap.of(DeploymentRecord.COMPLETED, "true")))));
  }

  @Override
  public void status(ObjectRef ref, MeshDeploymentStatus status) {
    resource(ref)
        .subresource("status")
        .patch(
            APPLY,
            Serialization.asJson(
                ImmutableMap.of(
                    "apiVersion",
                    "vpcmesh.io/v1alpha1",
                    "kind",
                    "MeshDeployment",
                    "metadata",
                    ImmutableMap.of("name", ref.name(), "namespace", ref.namespace()),
                    "status",
                    status)));
  }

  @Override
  public void delete(ObjectRef ref) {
    resource(ref).delete();
  }

  /** Named by an object in hand: to patch one that is not, the client would read it first. */
  private Resource<RawDeployment> resource(ObjectRef ref) {
    RawDeployment named = new RawDeployment();
    named.setMetadata(
        new ObjectMetaBuilder().withNamespace(ref.namespace()).withName(ref.name()).build());
    return client.resource(named);
  }
}
