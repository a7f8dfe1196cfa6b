package io.vpcmesh.engine;

import io.vpcmesh.api.v1alpha1.Alarms;
import io.vpcmesh.api.v1alpha1.CircuitBreaker;
import io.vpcmesh.api.v1alpha1.Client;
import io.vpcmesh.api.v1alpha1.DeploymentSettings;
import io.vpcmesh.api.v1alpha1.DeploymentStep;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.AlarmState;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Steps of stories about endpoint orders of a small shop, which cart may call at first. */
final class ShopSteps {

  /** Time for what was begun before. */
  static final Consumer<Script> LATER = _ -> {};

  /** So long that the next steps come in the middle of the bake. */
  private static final String LONG = "20m";

  private ShopSteps() {}

  static void shop(Script script) {
    script.world.mesh("shop", Specs.secured(Specs.mesh()));
    script.endpoint("cart", Specs.client());
    script.endpoint("billing", Specs.client());
    script.endpoint("orders", orders("10s", 8080, "cart"));
  }

  static ServiceEndpointSpec orders(String ttl, int port, String... clients) {
    return Specs.callable(
        Specs.ports(Specs.endpoint(Specs.ttl(ttl), "10.0.1.4"), Specs.port("http", 80, port)),
        Stream.of(clients).map(Specs::peer).toArray(Client[]::new));
  }

  static Consumer<Script> change(ServiceEndpointSpec next) {
    return change("orders", next);
  }

  static Consumer<Script> change(String endpoint, ServiceEndpointSpec next) {
    return script -> script.endpoint(endpoint, next);
  }

  /** What comes next comes in the middle of the bake. */
  static Consumer<Script> inMidFlight(ServiceEndpointSpec next) {
    return change(slowly(next));
  }

  static ServiceEndpointSpec slowly(ServiceEndpointSpec spec) {
    return with(spec, LONG, List.of(), null, null);
  }

  /** Alarm errors is watched while it changes. */
  static ServiceEndpointSpec watched(ServiceEndpointSpec spec) {
    return with(spec, null, List.of(), null, new Alarms(List.of("errors")));
  }

  /** The same, and what comes next comes in the middle of the bake. */
  static ServiceEndpointSpec watchedSlowly(ServiceEndpointSpec spec) {
    return with(spec, LONG, List.of(), null, new Alarms(List.of("errors")));
  }

  /** Before the bake a person has to say so. */
  static ServiceEndpointSpec waiting(ServiceEndpointSpec spec) {
    return with(spec, null, List.of(new DeploymentStep(100, null, true)), null, null);
  }

  /** What fails stays as it is until somebody does something. */
  static ServiceEndpointSpec halting(ServiceEndpointSpec spec) {
    return with(spec, null, List.of(), new CircuitBreaker(null, false, null, null, null), null);
  }

  /** It is given up soon, also by a process that has just begun. */
  static ServiceEndpointSpec impatient(ServiceEndpointSpec spec) {
    DeploymentSettings soon = new DeploymentSettings(List.of(), null, "1m", null, null, null, null);
    return with(spec, soon);
  }

  private static ServiceEndpointSpec with(
      ServiceEndpointSpec spec,
      @Nullable String bake,
      List<DeploymentStep> steps,
      @Nullable CircuitBreaker breaker,
      @Nullable Alarms alarms) {
    return with(spec, new DeploymentSettings(steps, bake, null, null, breaker, alarms, null));
  }

  private static ServiceEndpointSpec with(ServiceEndpointSpec spec, DeploymentSettings settings) {
    return new ServiceEndpointSpec(
        spec.meshRef(),
        spec.serviceName(),
        spec.deletionPolicy(),
        spec.ports(),
        spec.backend(),
        spec.discovery(),
        spec.clients(),
        spec.authorization(),
        spec.securityGroups(),
        spec.paused(),
        settings);
  }

  static Consumer<Script> verb(String verb) {
    return script -> script.world.annotate("orders", "vpcmesh.io/" + verb, "1");
  }

  static Consumer<Script> denied(AwsAction action) {
    return script ->
        script.world.cloud.faults().set(CallPattern.to(action).by("operator"), Fault.denied());
  }

  static Consumer<Script> unavailable(AwsAction action) {
    return script ->
        script.world.cloud.faults().set(CallPattern.to(action).by("operator"), Fault.unavailable());
  }

  /** All writes are throttled, for so long. */
  static Consumer<Script> throttled(Duration time) {
    return script -> {
      Instant end = script.world.loop.now().plus(time);
      CallPattern writes =
          CallPattern.matching(call -> call.action().mutating() && call.at().isBefore(end));
      script.world.cloud.faults().set(writes.by("operator"), Fault.throttled());
    };
  }

  /** AWS does again as it should. */
  static void mended(Script script) {
    script.world.cloud.faults().clear();
  }

  static Consumer<Script> alarm(AlarmState state) {
    return script -> script.world.cloud.setAlarm(new Alarm("errors", state));
  }

  /** Several things at once. */
  // The array is only read.
  @SafeVarargs
  @SuppressWarnings("varargs")
  static Consumer<Script> together(Consumer<Script>... steps) {
    return script -> Stream.of(steps).forEach(step -> step.accept(script));
  }
}
