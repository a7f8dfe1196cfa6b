package io.vpcmesh.topology;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.api.v1alpha1.KubernetesBackend;
import io.vpcmesh.api.v1alpha1.PodSelector;
import io.vpcmesh.topology.Endpoint.Backend;
import io.vpcmesh.topology.Endpoint.PodChoice;
import io.vpcmesh.topology.Endpoint.Port;
import io.vpcmesh.topology.Endpoint.TargetPort.Named;
import java.util.Map;
import java.util.Optional;

/**
 * Reads which pods are the instances of an endpoint.
 *
 * @param ports of the endpoint, as far as they are right
 */
record PodsParser(Findings findings, ImmutableList<Port> ports) {

  private static final String FIELD = "spec.backend.kubernetes";
  private static final String LABELS = FIELD + ".selector.matchLabels";
  private static final int MAX_LABELS = 20;

  Backend parse(KubernetesBackend declared) {
    boolean hostPort = Boolean.TRUE.equals(declared.hostPort());
    if (hostPort) {
      numbersOnly();
    }
    return choice(declared)
        .<Backend>map(pods -> new Backend.Kubernetes(pods, hostPort))
        .orElseGet(Backend.ClientOnly::new);
  }

  private Optional<PodChoice> choice(KubernetesBackend declared) {
    String service = declared.service();
    PodSelector selector = declared.selector();
    if (service != null && selector != null) {
      findings.refuse(FIELD, "has service and selector: keep one of them");
    }
    if (service != null) {
      return findings
          .shaped(FIELD + ".service", service, Shape.SERVICE_NAME)
          .map(PodChoice.OfService::new);
    }
    return findings
        .required(FIELD, selector, "write service or selector")
        .map(it -> labels(it.matchLabels()));
  }

  private PodChoice labels(Map<String, String> declared) {
    if (declared.isEmpty()) {
      findings.refuse(LABELS, "is missing: write at least one label, or all pods would be meant");
    }
    if (declared.size() > MAX_LABELS) {
      findings.refuse(LABELS, "has %d entries: keep %d".formatted(declared.size(), MAX_LABELS));
    }
    declared.forEach((key, value) -> label(key, requireNonNull(value)));
    return new PodChoice.WithLabels(ImmutableSortedMap.copyOf(declared));
  }

  private void label(String key, String value) {
    findings.shaped(LABELS, key, Shape.LABEL_KEY);
    if (!value.isEmpty()) {
      findings.shaped(LABELS + "." + key, value, Shape.LABEL_VALUE);
    }
  }

  /** A host port stands nowhere but in the pod, and pods are not read. */
  private void numbersOnly() {
    for (int i = 0; i < ports.size(); i++) {
      if (ports.get(i).target() instanceof Named(String name)) {
        findings.refuse(
            "spec.ports[" + i + "].targetPort",
            "'%s' is a name, which nobody can resolve to a host port: write the number of the host port, or leave spec.backend.kubernetes.hostPort out"
                .formatted(name));
      }
    }
  }
}
