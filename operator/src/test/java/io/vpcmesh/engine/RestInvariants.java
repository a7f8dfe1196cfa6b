package io.vpcmesh.engine;

import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.TargetPort;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Service;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.deployment.Rollout;
import io.vpcmesh.engine.Script.Fate;
import io.vpcmesh.model.EndpointKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** S29: what rests is of one revision, the one that runs. */
final class RestInvariants {

  private RestInvariants() {}

  static List<String> of(Script script) {
    List<String> mixed = new ArrayList<>();
    script
        .world
        .memory
        .load()
        .endpoints()
        .forEach((key, journal) -> {
          if (rests(journal.rollout()) && script.standing(key).isPresent()) {
            journal.running().ifPresent(running -> check(script, key, running.declared(), mixed));
          }
        });
    return mixed;
  }

  /** What is halted stays where it was, between two revisions. */
  private static boolean rests(Rollout<?> rollout) {
    return rollout.deployment().filter(it -> !isAtRest(it.phase())).isEmpty();
  }

  private static boolean isAtRest(Phase phase) {
    return phase.isOver() && phase != Phase.HALTED;
  }

  private static void check(
      Script script, EndpointKey key, ServiceEndpointSpec running, List<String> mixed) {
    script
        .world
        .snapshot()
        .services()
        .filter(service -> Mark.of(service.tags()).endpoint().equals(Optional.of(key)))
        .forEach(service -> {
          ttl(key, running, service, mixed);
          port(script, key, running, service, mixed);
        });
  }

  private static void ttl(
      EndpointKey key, ServiceEndpointSpec running, Service service, List<String> mixed) {
    String ttl = running.discovery() == null ? null : running.discovery().ttl();
    service.dns().stream()
        .filter(record -> ttl != null && !ttl.equals(record.ttlSeconds() + "s"))
        .forEach(
            record -> mixed.add("S29: %s rests with %s, but %s runs".formatted(key, record, ttl)));
  }

  /**
   * What nobody sees any more stays as it was registered, until it shows or is known to be gone.
   */
  private static void port(
      Script script,
      EndpointKey key,
      ServiceEndpointSpec running,
      Service service,
      List<String> mixed) {
    String port =
        running.ports().stream()
            .map(it ->
                it.targetPort() instanceof TargetPort.ByNumber(int number) ? number : it.port())
            .map(String::valueOf)
            .findFirst()
            .orElse("");
    service.instances().stream()
        .filter(instance -> Mark.of(instance.attributes()).endpoint().equals(Optional.of(key)))
        .filter(instance -> !port.equals(instance.attributes().get("AWS_INSTANCE_PORT")))
        .filter(instance -> script.fate(key, service.name(), instance.id()) != Fate.UNSEEN)
        .forEach(instance ->
            mixed.add("S29: %s rests with %s, but port %s runs".formatted(key, instance, port)));
  }
}
