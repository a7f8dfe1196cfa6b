package io.vpcmesh.engine;

import static io.vpcmesh.engine.ShopSteps.together;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.AwsAction;
import java.util.function.Consumer;

/** The stories of changes of a mesh. */
final class MeshScenarios {

  static final ImmutableList<Scenario> ALL =
      ImmutableList.of(
          of("a change of the mesh completes", mesh(open("30s"))),
          of(
              "a change of the mesh that one endpoint cannot follow",
              together(MeshScenarios::oneIsDenied, mesh(open("30s"))),
              ShopSteps::mended),
          of(
              "a change of the mesh that is reverted in mid-flight",
              mesh(MeshSpecs.slowly(open("30s"))),
              mesh(closed("1m"))),
          of(
              "a change of the mesh that is aborted, and tried again",
              mesh(MeshSpecs.slowly(open("30s"))),
              verb("abort"),
              verb("retry")),
          of(
              "a fix takes the place of a change of the mesh",
              mesh(MeshSpecs.slowly(open("30s"))),
              mesh(closed("20s"))),
          of(
              "a mesh and an endpoint change at once",
              together(
                  mesh(open("30s")),
                  script ->
                      script.endpoint(
                          "items",
                          Specs.ports(Specs.endpoint("10.0.2.4"), Specs.port("http", 80, 9090))))),
          of(
              "an endpoint is deleted while its mesh changes",
              mesh(MeshSpecs.slowly(open("30s"))),
              script -> script.world.delete("items"),
              verb("promote")));

  private MeshScenarios() {}

  // The array is only read.
  @SafeVarargs
  @SuppressWarnings("varargs")
  private static Scenario of(String name, Consumer<Script>... steps) {
    return Scenario.on(MeshScenarios::shop, name, steps);
  }

  private static void shop(Script script) {
    script.world.mesh("shop", closed("1m"));
    script.endpoint("cart", Specs.client());
    script.endpoint("items", Specs.endpoint("10.0.2.4"));
    script.endpoint("orders", Specs.callable(Specs.endpoint("10.0.1.4"), Specs.peer("cart")));
  }

  private static ServiceMeshSpec closed(String ttl) {
    return MeshSpecs.ttl(Specs.secured(Specs.mesh()), ttl);
  }

  private static ServiceMeshSpec open(String ttl) {
    return MeshSpecs.ttl(MeshSpecs.open(Specs.mesh()), ttl);
  }

  private static Consumer<Script> mesh(ServiceMeshSpec next) {
    return script -> script.world.mesh("shop", next);
  }

  private static Consumer<Script> verb(String verb) {
    return script -> script.world.annotateMesh("shop", "vpcmesh.io/" + verb, "1");
  }

  private static void oneIsDenied(Script script) {
    String orders =
        script.world.snapshot().service(Specs.NAMESPACE, "orders").orElseThrow().id().value();
    script
        .world
        .cloud
        .faults()
        .set(
            CallPattern.matching(call ->
                    call.action() == AwsAction.UPDATE_SERVICE
                        && call.request().subject().equals(orders))
                .by("operator"),
            Fault.denied());
  }
}
