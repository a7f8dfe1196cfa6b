package io.vpcmesh.kubernetes;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.vpcmesh.membership.kubernetes.SelectorService;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.SecurityGroupId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A SecurityGroupPolicy as it shall be: EKS gives each new pod with these labels an interface that
 * carries these groups.
 *
 * @param labels of which there is at least one: none would mean every pod
 * @param groups the endpoint's own first
 */
record PodPolicy(
    ObjectRef ref,
    ImmutableSortedMap<String, String> labels,
    ImmutableList<SecurityGroupId> groups) {

  static final ResourceDefinitionContext KIND =
      new ResourceDefinitionContext.Builder()
          .withGroup("vpcresources.k8s.aws")
          .withVersion("v1beta1")
          .withKind("SecurityGroupPolicy")
          .withPlural("securitygrouppolicies")
          .withNamespaced(true)
          .build();

  static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  static final String US = "vpcmesh";
  private static final String API_VERSION = KIND.getGroup() + "/" + KIND.getVersion();

  PodPolicy {
    if (labels.isEmpty() || groups.isEmpty()) {
      throw new IllegalArgumentException("a policy needs labels and groups: " + ref);
    }
  }

  /** Under which name that of an endpoint is kept. */
  static ObjectRef refOf(EndpointKey endpoint) {
    return new ObjectRef(endpoint.ref().namespace(), SelectorService.nameOf(endpoint));
  }

  /** Whether what is there is this. */
  boolean isIn(GenericKubernetesResource there) {
    return spec().equals(there.getAdditionalProperties().get("spec"));
  }

  /** Whether it is ours, and that of this very endpoint. */
  static boolean isOf(HasMetadata owner, GenericKubernetesResource there) {
    return isMarked(there)
        && Optional.ofNullable(there.getMetadata().getOwnerReferences()).stream()
            .flatMap(List::stream)
            .anyMatch(reference -> owner.getMetadata().getUid().equals(reference.getUid()));
  }

  private static boolean isMarked(GenericKubernetesResource there) {
    return Optional.ofNullable(there.getMetadata().getLabels())
        .map(labels -> labels.get(MANAGED_BY))
        .filter(US::equals)
        .isPresent();
  }

  /**
   * The object to apply. It goes with its endpoint.
   *
   * @param uid of the object that is there: another one in its place is not changed
   */
  GenericKubernetesResource object(HasMetadata endpoint, Optional<String> uid) {
    ObjectMeta owner = endpoint.getMetadata();
    return new GenericKubernetesResourceBuilder()
        .withApiVersion(API_VERSION)
        .withKind(KIND.getKind())
        .withNewMetadata()
        .withNamespace(ref.namespace())
        .withName(ref.name())
        .withUid(uid.orElse(null))
        .addToLabels(MANAGED_BY, US)
        .addNewOwnerReference()
        .withApiVersion(endpoint.getApiVersion())
        .withKind(endpoint.getKind())
        .withName(owner.getName())
        .withUid(owner.getUid())
        .withController(true)
        .endOwnerReference()
        .endMetadata()
        .addToAdditionalProperties("spec", spec())
        .build();
  }

  private Map<String, Object> spec() {
    return ImmutableMap.of(
        "podSelector",
        ImmutableMap.of("matchLabels", labels),
        "securityGroups",
        ImmutableMap.of(
            "groupIds", groups.stream().map(SecurityGroupId::value).collect(toImmutableList())));
  }
}
