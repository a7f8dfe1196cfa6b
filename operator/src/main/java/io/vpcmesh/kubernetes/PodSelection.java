package io.vpcmesh.kubernetes;

import com.google.common.collect.ImmutableSortedMap;
import io.fabric8.kubernetes.api.model.Service;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.topology.Endpoint.PodChoice;
import java.util.Map;
import java.util.Optional;

/** Which pods an endpoint means, in the only way that a policy can say it. */
sealed interface PodSelection {

  /** Those with these labels. */
  record Labels(ImmutableSortedMap<String, String> labels) implements PodSelection {}

  /** Nobody knows yet. */
  record Unknown(String what) implements PodSelection {}

  /** None that could be named. */
  record None(Problem why) implements PodSelection {}

  /**
   * The selection of an endpoint in this namespace.
   *
   * @param services looked at only if the endpoint names one
   */
  static PodSelection of(String namespace, PodChoice pods, Watched<Service> services) {
    return switch (pods) {
      case PodChoice.WithLabels(var labels) -> new Labels(labels);
      case PodChoice.OfService(String name) -> of(new ObjectRef(namespace, name), services);
    };
  }

  private static PodSelection of(ObjectRef service, Watched<Service> services) {
    services.look();
    return switch (services.sight()) {
      case UNKNOWN -> new Unknown("Service " + service + " is looked at");
      case DENIED, ABSENT ->
          new None(
              new Problem(
                  Reason.PodPolicyDenied,
                  "no SecurityGroupPolicy can be written for the pods of Service %s: the operator may not list and watch Services; give it the roles of deploy/kustomize/base, or select the pods by spec.backend.kubernetes.selector"
                      .formatted(service)));
      case COMPLETE -> selector(service, services.get(service));
    };
  }

  private static PodSelection selector(ObjectRef service, Optional<Service> there) {
    if (there.isEmpty()) {
      return none(
          "no SecurityGroupPolicy can be written: there is no Service %s: create it, or name another in spec.backend.kubernetes.service",
          service);
    }
    return there
        .flatMap(it -> Optional.ofNullable(it.getSpec()))
        .flatMap(spec -> Optional.<Map<String, String>>ofNullable(spec.getSelector()))
        .filter(selector -> !selector.isEmpty())
        .<PodSelection>map(selector -> new Labels(ImmutableSortedMap.copyOf(selector)))
        .orElseGet(() ->
            none(
                "no SecurityGroupPolicy can be written: Service %s selects no pods by labels: give it a selector, or write spec.backend.kubernetes.selector",
                service));
  }

  private static None none(String message, ObjectRef service) {
    return new None(new Problem(Reason.PodSelectorMissing, message.formatted(service)));
  }
}
