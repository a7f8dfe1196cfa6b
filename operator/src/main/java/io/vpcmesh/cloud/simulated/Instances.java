package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.Registration;
import io.vpcmesh.cloud.simulated.Effect.Deregister;
import io.vpcmesh.cloud.simulated.Effect.Register;
import io.vpcmesh.cloud.simulated.RequestIds.Used;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Registering and deregistering instances. */
final class Instances {

  private final World world;
  private final RuleBook rules;
  private final Operations operations;
  private final Requests requests;
  private final InstanceQuotas quotas;

  Instances(World world, Operations operations, Requests requests) {
    this.world = world;
    this.rules = world.rules();
    this.operations = operations;
    this.requests = requests;
    this.quotas = new InstanceQuotas(world);
  }

  OperationId register(Registration registration) {
    ServiceState service = find(registration.service(), InstanceRule.SERVICE_REQUIRED);
    requests.checkInstanceId(registration.instance().value());
    requests.checkRequestId(registration.creatorRequestId());
    new AttributeChecks(rules, world.settings().quotas()).check(service, registration.attributes());
    Register effect =
        new Register(service.id(), registration.instance(), registration.attributes());
    refuseIfUnderWay(service.id(), effect);
    Optional<OperationId> earlier = repeated(registration);
    if (earlier.isPresent()) {
      return earlier.orElseThrow();
    }
    quotas.check(service, registration.instance());
    OperationId started = operations.start(effect, duration(), InstanceRule.REGISTERED_LATER);
    remember(registration, started);
    return started;
  }

  private void refuseIfUnderWay(ServiceId service, Effect effect) {
    Optional<OperationId> running = operations.inFlight(effect.subject());
    if (running.isPresent() && rules.keeps(InstanceRule.ONE_OPERATION_EACH)) {
      throw inProgress(running.orElseThrow());
    }
    if (!rules.keeps(InstanceRule.INSTANCES_INDEPENDENT)) {
      operations.anyInFlight(service).ifPresent(Instances::refuseBecauseOf);
    }
  }

  private static void refuseBecauseOf(OperationId running) {
    throw inProgress(running);
  }

  private static Refused inProgress(OperationId running) {
    return Refused.conflict(
        "DuplicateRequest", "another operation, " + running + ", is in progress", running.value());
  }

  /** The operation that this CreatorRequestId started before, unless it failed. */
  private Optional<OperationId> repeated(Registration registration) {
    return world
        .requestIds()
        .find(registration.service(), registration.creatorRequestId())
        .filter(used -> rules.keeps(ruleOfRepetition(used, registration)))
        .map(Used::operation)
        .filter(operation -> !operations.hasFailed(operation));
  }

  private static Rule ruleOfRepetition(Used used, Registration registration) {
    return used.instance().equals(registration.instance())
        ? InstanceRule.RETRY_HARMLESS
        : InstanceRule.REQUEST_ID_PER_SERVICE;
  }

  private void remember(Registration registration, OperationId started) {
    world
        .requestIds()
        .remember(
            new Used(
                registration.service(),
                registration.creatorRequestId(),
                registration.instance(),
                started));
  }

  void registered(Register effect, Instant at) {
    ServiceState service = stillThere(effect.service());
    if (rules.keeps(InstanceRule.QUOTA_AT_COMPLETION)) {
      quotas.checkAtCompletion(service, effect.instance());
    }
    String key = effect.instance().value();
    Optional<InstanceState> before = world.instances(service).find(key);
    InstanceState after =
        new InstanceState(
            effect.instance(),
            attributes(before, effect.attributes()),
            health(service, before, effect.attributes()));
    world.instances(service).put(at, key, after);
  }

  private ServiceState stillThere(ServiceId id) {
    return world
        .services()
        .find(id.value())
        .orElseThrow(() -> Refused.later("INTERNAL_FAILURE", "the service is gone: " + id));
  }

  private ImmutableMap<String, String> attributes(
      Optional<InstanceState> before, ImmutableMap<String, String> next) {
    if (!rules.keeps(InstanceRule.ATTRIBUTES_KEPT)) {
      return ImmutableMap.of();
    }
    if (rules.keeps(InstanceRule.UPSERT_REPLACES) || before.isEmpty()) {
      return next;
    }
    return ImmutableMap.<String, String>builder()
        .putAll(before.orElseThrow().attributes())
        .putAll(next)
        .buildKeepingLast();
  }

  private Optional<CustomHealth> health(
      ServiceState service,
      Optional<InstanceState> before,
      ImmutableMap<String, String> attributes) {
    if (!service.customHealth()) {
      return Optional.empty();
    }
    if (before.isPresent() && !rules.keeps(HealthRule.RESET_BY_REGISTRATION)) {
      return before.orElseThrow().health();
    }
    return Optional.of(CustomHealth.of(initialHealth(attributes)));
  }

  private HealthStatus initialHealth(ImmutableMap<String, String> attributes) {
    HealthStatus usual =
        rules.keeps(HealthRule.INITIALLY_HEALTHY) ? HealthStatus.HEALTHY : HealthStatus.UNHEALTHY;
    String asked = attributes.getOrDefault(AttributeChecks.INIT_HEALTH, usual.name());
    boolean unhealthy =
        rules.keeps(HealthRule.INITIAL_STATUS)
            ? asked.equals(HealthStatus.UNHEALTHY.name())
            : usual == HealthStatus.UNHEALTHY;
    return unhealthy ? HealthStatus.UNHEALTHY : HealthStatus.HEALTHY;
  }

  OperationId deregister(ServiceId serviceId, InstanceId instance) {
    ServiceState service = find(serviceId, InstanceRule.DEREGISTER_NEEDS_SERVICE);
    Deregister effect = new Deregister(serviceId, instance);
    refuseIfUnderWay(serviceId, effect);
    if (world.instances(service).find(instance.value()).isEmpty()) {
      throw rules.missing(
          InstanceRule.DEREGISTER_MISSING,
          "InstanceNotFound",
          "no instance of " + serviceId + " has the id " + instance);
    }
    return operations.start(effect, duration(), InstanceRule.DEREGISTERED_LATER);
  }

  void deregistered(Deregister effect, Instant at) {
    world.instances(stillThere(effect.service())).remove(at, effect.instance().value());
  }

  private ServiceState find(ServiceId id, Rule rule) {
    return new ServiceReads(world).find(id, world.now(), rule);
  }

  private Duration duration() {
    return world.settings().latencies().instanceOperation();
  }
}
