package io.vpcmesh.kubernetes;

import com.google.common.collect.Maps;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceList;
import io.fabric8.kubernetes.api.model.ServiceSpecBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import io.vpcmesh.kubernetes.PodPolicies.Sights;
import io.vpcmesh.kubernetes.PodPolicies.Surroundings;
import io.vpcmesh.model.ObjectRef;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Looks at the policies and Services of a cluster when the first endpoint asks, on the leader
 * alone. Informers of the Operator SDK would keep an operator from starting that may not watch
 * them.
 *
 * @param watch for informers, which wait for long
 * @param write for everything else
 * @param namespaces to look in; empty: all
 */
record PoliciesInCluster(KubernetesClient watch, KubernetesClient write, Set<String> namespaces) {

  private static final String EVERYWHERE = "";

  /** Policies that nobody wants yet. */
  PodPolicies policies(Surroundings surroundings) {
    return new PodPolicies(
        policies -> sights(policies, surroundings), new PolicyRequests(write), surroundings);
  }

  private Sights sights(PodPolicies policies, Surroundings surroundings) {
    return new Sights(
        each(namespace ->
            new KindWatch<>(
                "SecurityGroupPolicy",
                new KindWatch.Eyes<>(
                    () -> first(policies(write, namespace)), () -> policyInformer(namespace)),
                around(policies, surroundings, policies::policySeen))),
        each(namespace ->
            new KindWatch<>(
                "Service",
                new KindWatch.Eyes<>(
                    () -> first(services(write, namespace)), () -> serviceInformer(namespace)),
                around(policies, surroundings, policies::serviceSeen))));
  }

  private static KindWatch.Surroundings around(
      PodPolicies policies, Surroundings surroundings, Consumer<ObjectRef> seen) {
    return new KindWatch.Surroundings(
        surroundings.elsewhere(),
        surroundings.later(),
        seen,
        policies::sightChanged,
        policies::isNeeded);
  }

  /** A watch for each namespace, or one for all. */
  private <R> Function<String, Watched<R>> each(Function<String, Watched<R>> make) {
    if (namespaces.isEmpty()) {
      Watched<R> all = make.apply(EVERYWHERE);
      return _ -> all;
    }
    Map<String, Watched<R>> each = Maps.toMap(namespaces, make::apply);
    return namespace -> Optional.ofNullable(each.get(namespace)).orElseThrow();
  }

  private SharedIndexInformer<GenericKubernetesResource> policyInformer(String namespace) {
    return policies(watch, namespace)
        .withLimit(KubernetesOperator.PAGE)
        .runnableInformer(0)
        .itemStore(new SlimStore<>());
  }

  private SharedIndexInformer<Service> serviceInformer(String namespace) {
    return services(watch, namespace)
        .withLimit(KubernetesOperator.PAGE)
        .runnableInformer(0)
        .itemStore(new TransformingItemStore<>(PoliciesInCluster::selectorAlone));
  }

  private static FilterWatchListDeletable<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      policies(KubernetesClient client, String namespace) {
    return in(namespace, client.genericKubernetesResources(PodPolicy.KIND))
        .withLabel(PodPolicy.MANAGED_BY, PodPolicy.US);
  }

  private static FilterWatchListDeletable<Service, ServiceList, ServiceResource<Service>> services(
      KubernetesClient client, String namespace) {
    return in(namespace, client.services());
  }

  /** From the memory of the API server: that costs it little. */
  private static void first(Listable<?> kind) {
    kind.list(new ListOptionsBuilder().withResourceVersion("0").withLimit(1L).build());
  }

  private static <T, L, R extends Resource<T>> FilterWatchListDeletable<T, L, R> in(
      String namespace, MixedOperation<T, L, R> kind) {
    return namespace.equals(EVERYWHERE) ? kind.inAnyNamespace() : kind.inNamespace(namespace);
  }

  /** There may be many Services, and only this is asked for. */
  private static Service selectorAlone(Service service) {
    service.getMetadata().setManagedFields(null);
    service.getMetadata().setAnnotations(null);
    service.setStatus(null);
    service.setSpec(new ServiceSpecBuilder().withSelector(service.getSpec().getSelector()).build());
    return service;
  }
}
