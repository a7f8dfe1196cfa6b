package io.vpcmesh.kubernetes;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.vpcmesh.membership.kubernetes.SelectorService;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.Endpoint.TargetPort;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The headless Services by which Kubernetes makes slices of the pods that endpoints select. Each
 * belongs to its endpoint and goes with it; one that somebody changes or deletes is put right at
 * the next pass.
 */
final class SelectorServices {

  private static final Logger LOG = LoggerFactory.getLogger(SelectorServices.class);
  private static final Duration RIGHT_FOR = Duration.ofSeconds(5);
  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("vpcmesh")
          .withForce(true)
          .build();

  private final KubernetesClient client;
  private final Fence fence;
  private final Turns turns;
  private final InstantSource clock;
  private final Function<EndpointKey, Optional<? extends HasMetadata>> owner;
  private final Map<EndpointKey, Checked> checked = new ConcurrentHashMap<>();

  private record Checked(SelectorService service, Instant at) {}

  /**
   * @param owner the endpoint itself
   */
  SelectorServices(
      KubernetesClient client,
      Fence fence,
      Turns turns,
      InstantSource clock,
      Function<EndpointKey, Optional<? extends HasMetadata>> owner) {
    this.client = client;
    this.fence = fence;
    this.turns = turns;
    this.clock = clock;
    this.owner = owner;
  }

  /** An endpoint is as this says. Returns at once; what has to be done is done elsewhere. */
  void want(Endpoint endpoint) {
    EndpointKey key = endpoint.key();
    Optional<SelectorService> wanted = SelectorService.of(endpoint);
    Checked before = checked.get(key);
    if (wanted.isPresent()) {
      Checked now = new Checked(wanted.orElseThrow(), clock.instant());
      boolean right =
          before != null
              && before.service().equals(now.service())
              && before.at().plus(RIGHT_FOR).isAfter(now.at());
      if (!right) {
        checked.put(key, now);
        elsewhere(key, () -> ensure(key, now.service()));
      }
    } else if (before != null) {
      checked.remove(key);
      elsewhere(key, () -> remove(key, before.service()));
    }
  }

  private void elsewhere(EndpointKey key, Runnable work) {
    Thread.ofVirtual().start(() -> turns.take(() -> tried(key, work)));
  }

  private void tried(EndpointKey key, Runnable work) {
    try {
      if (fence.isOpen()) {
        work.run();
      }
    } catch (KubernetesClientException failed) {
      checked.remove(key);
      LOG.atWarn()
          .addKeyValue("resource", key)
          .addKeyValue("reason", failed.getMessage())
          .log("the Service of the pods that the endpoint selects is not as it should be");
    }
  }

  private void ensure(EndpointKey key, SelectorService wanted) {
    Service there = get(wanted);
    if (there != null && !isOurs(there)) {
      LOG.atWarn()
          .addKeyValue("resource", key)
          .addKeyValue("service", wanted.ref())
          .log("a Service of this name is not ours and stays: rename it");
    } else if (there == null || differs(there, wanted)) {
      owner
          .apply(key)
          .ifPresent(endpoint -> client.resource(service(endpoint, wanted)).patch(APPLY));
    }
  }

  private void remove(EndpointKey key, SelectorService former) {
    Service there = get(former);
    if (there != null && isOurs(there) && owner.apply(key).isPresent()) {
      client.resource(there).delete();
    }
  }

  private Service get(SelectorService service) {
    return client
        .services()
        .inNamespace(service.ref().namespace())
        .withName(service.ref().name())
        .get();
  }

  private static boolean isOurs(Service service) {
    return "vpcmesh"
        .equals(
            Objects.requireNonNullElse(
                    service.getMetadata().getLabels(), ImmutableMap.<String, String>of())
                .get(MANAGED_BY));
  }

  static boolean differs(Service there, SelectorService wanted) {
    ServiceSpec spec = there.getSpec();
    List<ServicePort> ports = Objects.requireNonNullElse(spec.getPorts(), List.of());
    return !wanted.selector().equals(spec.getSelector())
        || !"None".equals(spec.getClusterIP())
        || Boolean.TRUE.equals(spec.getPublishNotReadyAddresses())
        || !ports.stream()
            .map(SelectorServices::gist)
            .toList()
            .equals(ports(wanted).stream().map(SelectorServices::gist).toList());
  }

  private static String gist(ServicePort port) {
    IntOrString target = port.getTargetPort();
    return port.getName() + " " + port.getPort() + " " + (target == null ? "" : target.getValue());
  }

  private static Service service(HasMetadata endpoint, SelectorService wanted) {
    ObjectMeta owner = endpoint.getMetadata();
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace(wanted.ref().namespace())
        .withName(wanted.ref().name())
        .addToLabels(MANAGED_BY, "vpcmesh")
        .addNewOwnerReference()
        .withApiVersion(endpoint.getApiVersion())
        .withKind(endpoint.getKind())
        .withName(owner.getName())
        .withUid(owner.getUid())
        .withController(true)
        .endOwnerReference()
        .endMetadata()
        .withNewSpec()
        .withClusterIP("None")
        .withIpFamilyPolicy("PreferDualStack")
        .withSelector(wanted.selector())
        .withPorts(ports(wanted))
        .endSpec()
        .build();
  }

  private static List<ServicePort> ports(SelectorService wanted) {
    return wanted.ports().stream()
        .map(port ->
            new ServicePortBuilder()
                .withName(port.name())
                .withPort(port.port().value())
                .withTargetPort(target(port.target()))
                .withProtocol("TCP")
                .build())
        .collect(toImmutableList());
  }

  private static IntOrString target(TargetPort target) {
    return switch (target) {
      case TargetPort.Numbered(var number) -> new IntOrString(number.value());
      case TargetPort.Named(var name) -> new IntOrString(name);
    };
  }
}
