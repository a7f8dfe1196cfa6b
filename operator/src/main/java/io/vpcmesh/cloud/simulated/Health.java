package io.vpcmesh.cloud.simulated;

import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.ServiceId;
import java.time.Duration;

/** UpdateInstanceCustomHealthStatus. */
record Health(World world) {

  void send(ServiceId serviceId, InstanceId id, HealthStatus status) {
    RuleBook rules = world.rules();
    ServiceState service =
        new ServiceReads(world).find(serviceId, world.now(), HealthRule.NEEDS_SERVICE);
    InstanceState instance =
        world
            .instances(service)
            .find(id.value())
            .orElseThrow(() ->
                rules.missing(
                    HealthRule.NEEDS_INSTANCE,
                    "InstanceNotFound",
                    "no instance of " + serviceId + " has the id " + id));
    if (!service.customHealth() && rules.keeps(HealthRule.NEEDS_CUSTOM_HEALTH)) {
      throw Refused.customHealthNotFound("the service " + service.name() + " has no custom health");
    }
    CustomHealth before = instance.health().orElseGet(() -> CustomHealth.of(HealthStatus.HEALTHY));
    world
        .instances(service)
        .put(world.now(), id.value(), instance.withHealth(after(before, status)));
  }

  private CustomHealth after(CustomHealth before, HealthStatus status) {
    RuleBook rules = world.rules();
    if (before.at(world.now()) == status) {
      return rules.keeps(HealthRule.OPPOSITE_CANCELS) ? CustomHealth.of(status) : before;
    }
    boolean repeated = before.isComing(status, world.now());
    if (repeated && rules.keeps(HealthRule.REPEAT_CHANGES_NOTHING)) {
      return before;
    }
    Duration delay =
        rules.keeps(HealthRule.TAKES_EFFECT_LATER)
            ? world.settings().latencies().customHealth()
            : Duration.ZERO;
    return before.changing(status, world.now(), world.now().plus(delay));
  }
}
