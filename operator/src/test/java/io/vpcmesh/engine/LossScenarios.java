package io.vpcmesh.engine;

import static io.vpcmesh.engine.ShopSteps.change;
import static io.vpcmesh.engine.ShopSteps.denied;
import static io.vpcmesh.engine.ShopSteps.impatient;
import static io.vpcmesh.engine.ShopSteps.inMidFlight;
import static io.vpcmesh.engine.ShopSteps.orders;
import static io.vpcmesh.engine.ShopSteps.together;
import static io.vpcmesh.engine.ShopSteps.verb;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.Client;
import io.vpcmesh.api.v1alpha1.DnsRecords;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import java.util.function.Consumer;

/** The stories of changes in which something is lost on the way. */
final class LossScenarios {

  static final ImmutableList<Scenario> ALL =
      ImmutableList.of(
          of("all status is lost", LossScenarios::loseStatus),
          of(
              "all status is lost in mid-flight",
              inMidFlight(orders("30s", 9090, "billing")),
              LossScenarios::loseStatus,
              verb("abort")),
          of(
              "deleted while it cannot be taken back",
              inMidFlight(orders("30s", 8080, "cart")),
              together(denied(AwsAction.UPDATE_SERVICE), verb("abort")),
              script -> script.world.delete("orders"),
              ShopSteps::mended),
          of(
              "the client of a change is deleted",
              inMidFlight(orders("30s", 8080, "cart", "billing")),
              script -> script.world.delete("billing"),
              verb("abort")),
          of(
              "a first deployment that fails, then a fix",
              together(
                  denied(AwsAction.REGISTER_INSTANCE),
                  change("users", impatient(Specs.endpoint("10.0.3.4")))),
              ShopSteps.LATER,
              ShopSteps.LATER,
              ShopSteps::mended,
              change("users", Specs.endpoint(Specs.ttl("20s"), "10.0.3.4"))),
          Scenario.on(
              script -> {
                script.world.mesh("shop", Specs.secured(Specs.mesh()));
                script.endpoint("cart", Specs.client());
                script.endpoint("orders", onePort());
              },
              "another service is taken back",
              together(denied(AwsAction.REGISTER_INSTANCE), change(twoPorts()))));

  private LossScenarios() {}

  // The array is only read.
  @SafeVarargs
  @SuppressWarnings("varargs")
  private static Scenario of(String name, Consumer<Script>... steps) {
    return Scenario.on(ShopSteps::shop, name, steps);
  }

  /** Somebody restores a backup without status; journals are elsewhere. */
  private static void loseStatus(Script script) {
    script.world.endpoints.keySet().stream()
        .map(EndpointKey::new)
        .forEach(script.world.memory::dropStatus);
    script.world.memory.dropStatus(MeshId.of("shop", "shop"));
    script.restart();
  }

  private static ServiceEndpointSpec onePort() {
    return srv(8080);
  }

  private static ServiceEndpointSpec twoPorts() {
    return Specs.ports(srv(8080), Specs.port("http", 80, 8080), Specs.port("admin", 81, 9090));
  }

  private static ServiceEndpointSpec srv(int port) {
    return Specs.callable(
        Specs.ports(
            Specs.endpoint(Specs.record(DnsRecords.SRV), "10.0.1.4"), Specs.port("http", 80, port)),
        new Client[] {Specs.peer("cart")});
  }
}
