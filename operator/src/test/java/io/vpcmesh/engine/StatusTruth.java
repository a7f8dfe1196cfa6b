package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.api.v1alpha1.Backend;
import io.vpcmesh.api.v1alpha1.ConditionStatus;
import io.vpcmesh.api.v1alpha1.DnsRecords;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.StaticBackend;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Service;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Resource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whoever is called ready is registered in AWS as declared, at that very moment. */
record StatusTruth(TestWorld world) {

  void check(EndpointKey key, ServiceEndpointStatus status) {
    Optional.ofNullable(world.endpoints.get(key.ref()))
        .filter(declared -> isReady(status))
        .filter(declared -> Objects.equals(status.observedGeneration(), declared.generation()))
        .filter(declared -> !world.tasks.knows(key) && !world.meddled.test(key))
        .filter(declared -> declared.annotations().isEmpty() && isPlain(declared.spec()))
        .ifPresent(declared ->
            assertThat(registered(key, declared))
                .as("%s is called ready: its addresses in AWS", key)
                .isEqualTo(addresses(declared.spec().backend())));
  }

  /** With addresses of its own, all of which it registers. */
  private static boolean isPlain(ServiceEndpointSpec spec) {
    boolean none = spec.discovery() != null && spec.discovery().record() == DnsRecords.NONE;
    return !none && !addresses(spec.backend()).isEmpty();
  }

  private ImmutableSet<String> registered(EndpointKey key, Resource<ServiceEndpointSpec> declared) {
    String name = Optional.ofNullable(declared.spec().serviceName()).orElse(key.ref().name());
    return seen(key).service(namespace(declared), name).stream()
        .map(Service::instances)
        .flatMap(instances -> instances.stream())
        .filter(instance -> Mark.of(instance.attributes()).endpoint().equals(Optional.of(key)))
        .map(instance -> instance.attributes())
        .map(
            all -> all.getOrDefault("AWS_INSTANCE_IPV4", all.getOrDefault("AWS_INSTANCE_IPV6", "")))
        .collect(ImmutableSet.toImmutableSet());
  }

  private String namespace(Resource<ServiceEndpointSpec> declared) {
    ObjectRef mesh = new ObjectRef(declared.ref().namespace(), declared.spec().meshRef().name());
    return Optional.ofNullable(world.meshes.get(mesh))
        .map(it -> it.spec().namespace().name())
        .orElse(Specs.NAMESPACE);
  }

  /** The account where its services were announced to be. */
  private WorldSnapshot seen(EndpointKey key) {
    return Optional.ofNullable(world.memory.load().endpoints().get(key))
        .flatMap(EndpointJournal::home)
        .map(home -> world.cloud.snapshot(home.place()))
        .orElseGet(world::snapshot);
  }

  private static ImmutableSet<String> addresses(@Nullable Backend backend) {
    StaticBackend fixed = backend == null ? null : backend.fixed();
    return fixed == null
        ? ImmutableSet.of()
        : fixed.addresses().stream()
            .map(address -> address.ip())
            .collect(ImmutableSet.toImmutableSet());
  }

  private static boolean isReady(ServiceEndpointStatus status) {
    return status.conditions().stream()
        .anyMatch(condition ->
            condition.type().equals("Ready") && condition.status() == ConditionStatus.TRUE);
  }
}
