package io.vpcmesh.engine;

import static io.vpcmesh.engine.ShopSteps.change;
import static io.vpcmesh.engine.ShopSteps.denied;
import static io.vpcmesh.engine.ShopSteps.halting;
import static io.vpcmesh.engine.ShopSteps.inMidFlight;
import static io.vpcmesh.engine.ShopSteps.orders;
import static io.vpcmesh.engine.ShopSteps.slowly;
import static io.vpcmesh.engine.ShopSteps.together;
import static io.vpcmesh.engine.ShopSteps.verb;
import static io.vpcmesh.engine.ShopSteps.waiting;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.DriftPolicy;
import io.vpcmesh.api.v1alpha1.SecurityGroupMode;
import io.vpcmesh.api.v1alpha1.SecurityGroups;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.cloud.simulated.GroupSnapshot;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Place;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The stories of changes in which people have a say, or think better of it. */
final class VerbScenarios {

  private static final String THEIRS = "theirs";

  static final ImmutableList<Scenario> ALL =
      ImmutableList.of(
          of(
              "a revert of what failed",
              failing(orders("30s", 8080, "cart")),
              change(orders("10s", 8080, "cart"))),
          of(
              "what failed is applied again",
              failing(orders("30s", 8080, "cart")),
              together(ShopSteps::mended, change(orders("30s", 8080, "cart")))),
          of("an abort with nothing under way", verb("abort")),
          of(
              "reverted before it began",
              script -> script.world.mesh("shop", paused(Specs.secured(Specs.mesh()))),
              change(orders("30s", 9090, "billing")),
              change(orders("10s", 8080, "cart"))),
          of(
              "a client that was removed by mistake",
              inMidFlight(orders("10s", 8080)),
              verb("abort")),
          of(
              "paused, then promoted",
              inMidFlight(orders("30s", 9090, "billing")),
              verb("pause"),
              ShopSteps.LATER,
              verb("promote")),
          of(
              "a step that waits for a person",
              change(waiting(orders("30s", 9090, "billing"))),
              verb("promote")),
          of(
              "halted, then taken back",
              together(
                  denied(AwsAction.REGISTER_INSTANCE),
                  change(halting(orders("30s", 9090, "billing")))),
              ShopSteps::mended,
              verb("abort")),
          of(
              "halted, then tried again",
              together(
                  denied(AwsAction.REGISTER_INSTANCE),
                  change(halting(orders("30s", 9090, "billing")))),
              ShopSteps::mended,
              verb("retry")),
          Scenario.on(
              script -> {
                ShopSteps.shop(script);
                script.world.mesh("shop", Specs.revoking(Specs.secured(Specs.mesh())));
              },
              "a client that is shut out at once",
              inMidFlight(orders("30s", 8080)),
              verb("abort")),
          Scenario.on(
              VerbScenarios::edge,
              "both ends of an edge roll back",
              together(inMidFlight(orders("10s", 9090, "cart")), VerbScenarios::anotherGroup),
              together(change(orders("10s", 8080, "cart")), change("cart", Specs.client()))));

  private VerbScenarios() {}

  // The array is only read.
  @SafeVarargs
  @SuppressWarnings("varargs")
  private static Scenario of(String name, Consumer<Script>... steps) {
    return Scenario.on(ShopSteps::shop, name, steps);
  }

  private static ServiceMeshSpec paused(ServiceMeshSpec mesh) {
    return new ServiceMeshSpec(
        mesh.mode(),
        mesh.aws(),
        mesh.namespace(),
        mesh.members(),
        mesh.defaults(),
        mesh.authorization(),
        mesh.securityGroups(),
        true,
        mesh.deployment(),
        mesh.hooks(),
        mesh.maxConcurrentDeployments());
  }

  private static Consumer<Script> failing(ServiceEndpointSpec next) {
    return together(denied(AwsAction.UPDATE_SERVICE), change(next));
  }

  /** A shop in which endpoints may carry a group of somebody else. */
  private static void edge(Script script) {
    if (theirs(script).isEmpty()) {
      script
          .world
          .cloud
          .client("person")
          .ec2(Place.of(Specs.REGION))
          .createSecurityGroup(
              new SecurityGroupSpec("vpc-0a", THEIRS, "by hand", ImmutableMap.of()));
    }
    ShopSteps.shop(script);
    script.world.mesh(
        "shop",
        Specs.secured(
            Specs.mesh(),
            null,
            new SecurityGroups(
                SecurityGroupMode.PER_SERVICE,
                List.of(theirs(script).orElseThrow()),
                null,
                DriftPolicy.REVERT,
                null)));
  }

  private static void anotherGroup(Script script) {
    script.endpoint("cart", slowly(Specs.carrying(Specs.client(), theirs(script).orElseThrow())));
  }

  private static Optional<String> theirs(Script script) {
    return script.world.snapshot().groups().stream()
        .map(GroupSnapshot::group)
        .filter(group -> group.name().equals(THEIRS))
        .map(group -> group.id().value())
        .findFirst();
  }
}
