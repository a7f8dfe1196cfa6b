package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.Client;
import io.vpcmesh.api.v1alpha1.DeploymentSettings;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.AwsAction;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The stories of changes that complete and of changes that do not. */
final class ChangeScenarios {

  static final ImmutableList<Scenario> ALL =
      ImmutableList.of(
          of("a change of everything completes", change(orders("30s", 9090, "billing"))),
          of(
              "what AWS refuses is rolled back",
              denied(AwsAction.REGISTER_INSTANCE),
              change(orders("30s", 9090, "billing"))),
          of(
              "a rollback that meets an error",
              change(orders("30s", 8080, "cart")),
              denied(AwsAction.UPDATE_SERVICE),
              verb("abort"),
              script -> script.world.cloud.faults().clear()),
          of(
              "a revert in mid-flight",
              inMidFlight(orders("30s", 9090, "billing")),
              change(orders("10s", 8080, "cart"))),
          of(
              "a fix takes the place of a running change",
              inMidFlight(orders("30s", 9090, "billing")),
              change(orders("45s", 8080, "cart", "billing"))),
          of(
              "an abort in mid-flight, then a retry",
              inMidFlight(orders("30s", 9090, "cart")),
              verb("abort"),
              verb("retry")),
          of(
              "a failed change, then a fix",
              denied(AwsAction.UPDATE_SERVICE),
              change(orders("30s", 8080, "cart")),
              script -> script.world.cloud.faults().clear(),
              change(orders("40s", 8080, "cart"))),
          of("an undo", change(orders("30s", 9090, "billing")), verb("undo")),
          of(
              "a first deployment that is withdrawn",
              denied(AwsAction.REGISTER_INSTANCE),
              script -> script.endpoint("users", Specs.endpoint("10.0.3.4")),
              _ -> {},
              _ -> {},
              _ -> {}),
          of(
              "deleted in mid-flight",
              inMidFlight(orders("30s", 9090, "billing")),
              script -> script.world.delete("orders")));

  private ChangeScenarios() {}

  // The array is only read.
  @SafeVarargs
  @SuppressWarnings("varargs")
  private static Scenario of(String name, Consumer<Script>... steps) {
    return new Scenario(
        name,
        ImmutableList.<Consumer<Script>>builder()
            .add(ChangeScenarios::shop)
            .addAll(ImmutableList.copyOf(steps))
            .build());
  }

  private static void shop(Script script) {
    script.world.mesh("shop", Specs.secured(Specs.mesh()));
    script.endpoint("cart", Specs.client());
    script.endpoint("billing", Specs.client());
    script.endpoint("orders", orders("10s", 8080, "cart"));
  }

  private static Consumer<Script> change(ServiceEndpointSpec next) {
    return script -> script.endpoint("orders", next);
  }

  /** What comes next comes in the middle of the bake. */
  private static Consumer<Script> inMidFlight(ServiceEndpointSpec next) {
    return change(
        new ServiceEndpointSpec(
            next.meshRef(),
            next.serviceName(),
            next.deletionPolicy(),
            next.ports(),
            next.backend(),
            next.discovery(),
            next.clients(),
            next.authorization(),
            next.securityGroups(),
            next.paused(),
            new DeploymentSettings(List.of(), "20m", null, null, null, null, null)));
  }

  private static Consumer<Script> denied(AwsAction action) {
    return script ->
        script.world.cloud.faults().set(CallPattern.to(action).by("operator"), Fault.denied());
  }

  private static Consumer<Script> verb(String verb) {
    return script -> script.world.annotate("orders", "vpcmesh.io/" + verb, "1");
  }

  private static ServiceEndpointSpec orders(String ttl, int port, String... clients) {
    return Specs.callable(
        Specs.ports(Specs.endpoint(Specs.ttl(ttl), "10.0.1.4"), Specs.port("http", 80, port)),
        Stream.of(clients).map(Specs::peer).toArray(Client[]::new));
  }
}
