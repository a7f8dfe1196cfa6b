package io.vpcmesh.engine;

import static io.vpcmesh.engine.ShopSteps.LATER;
import static io.vpcmesh.engine.ShopSteps.change;
import static io.vpcmesh.engine.ShopSteps.denied;
import static io.vpcmesh.engine.ShopSteps.inMidFlight;
import static io.vpcmesh.engine.ShopSteps.orders;
import static io.vpcmesh.engine.ShopSteps.verb;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.AwsAction;
import java.util.function.Consumer;

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
              inMidFlight(orders("30s", 8080, "cart")),
              denied(AwsAction.UPDATE_SERVICE),
              verb("abort"),
              ShopSteps::mended),
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
              ShopSteps::mended,
              change(orders("40s", 8080, "cart"))),
          of("an undo", change(orders("30s", 9090, "billing")), verb("undo")),
          of(
              "a first deployment that is withdrawn",
              denied(AwsAction.REGISTER_INSTANCE),
              script -> script.endpoint("users", Specs.endpoint("10.0.3.4")),
              LATER,
              LATER,
              LATER),
          of(
              "deleted in mid-flight",
              inMidFlight(orders("30s", 9090, "billing")),
              script -> script.world.delete("orders")));

  private ChangeScenarios() {}

  // The array is only read.
  @SafeVarargs
  @SuppressWarnings("varargs")
  private static Scenario of(String name, Consumer<Script>... steps) {
    return Scenario.on(ShopSteps::shop, name, steps);
  }
}
