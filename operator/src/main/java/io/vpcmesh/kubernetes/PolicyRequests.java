package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.vpcmesh.model.ObjectRef;
import java.util.Optional;

/** Those calls, to an API server. */
record PolicyRequests(KubernetesClient client) implements PolicyWrites {

  @Override
  public Outcome apply(
      PodPolicy policy, HasMetadata endpoint, Optional<GenericKubernetesResource> known) {
    Optional<GenericKubernetesResource> there =
        known.or(() -> Optional.ofNullable(resource(policy.ref()).get()));
    if (there.filter(it -> !PodPolicy.isOf(endpoint, it)).isPresent()) {
      return new Outcome.Failed(PolicyTrouble.foreign(policy.ref()));
    }
    Optional<String> uid = there.map(it -> it.getMetadata().getUid());
    GenericKubernetesResource now =
        client
            .genericKubernetesResources(PodPolicy.KIND)
            .resource(policy.object(endpoint, uid))
            .patch(applying(uid.isPresent()));
    return policy.isIn(now)
        ? new Outcome.Done(Optional.of(now))
        : new Outcome.Failed(PolicyTrouble.mixed(policy.ref()));
  }

  @Override
  public Outcome delete(GenericKubernetesResource there) {
    resource(Declared.ref(there))
        .lockResourceVersion(there.getMetadata().getResourceVersion())
        .delete();
    return new Outcome.Done(Optional.empty());
  }

  private Resource<GenericKubernetesResource> resource(ObjectRef ref) {
    return client
        .genericKubernetesResources(PodPolicy.KIND)
        .inNamespace(ref.namespace())
        .withName(ref.name());
  }

  /** Of what is ours every field of ours is ours; what came in between is not overwritten. */
  private static PatchContext applying(boolean ours) {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(PodPolicy.US)
        .withForce(ours)
        .build();
  }
}
