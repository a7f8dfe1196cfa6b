package io.vpcmesh.engine;

import static io.vpcmesh.engine.ShopSteps.LATER;
import static io.vpcmesh.engine.ShopSteps.alarm;
import static io.vpcmesh.engine.ShopSteps.change;
import static io.vpcmesh.engine.ShopSteps.inMidFlight;
import static io.vpcmesh.engine.ShopSteps.orders;
import static io.vpcmesh.engine.ShopSteps.throttled;
import static io.vpcmesh.engine.ShopSteps.together;
import static io.vpcmesh.engine.ShopSteps.unavailable;
import static io.vpcmesh.engine.ShopSteps.verb;
import static io.vpcmesh.engine.ShopSteps.watched;
import static io.vpcmesh.engine.ShopSteps.watchedSlowly;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.DeploymentHook;
import io.vpcmesh.api.v1alpha1.HookFailurePolicy;
import io.vpcmesh.api.v1alpha1.HookStage;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.model.AlarmState;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The stories of changes of which somebody else has something to say. */
final class SignalScenarios {

  static final ImmutableList<Scenario> ALL =
      ImmutableList.of(
          Scenario.on(
              SignalScenarios::fleet,
              "three of six instances turn ill",
              inMidFlight(Specs.endpoint(Specs.ttl("30s"))),
              ill(1, 3)),
          Scenario.on(
              SignalScenarios::fleet,
              "two of six instances turn ill",
              inMidFlight(Specs.endpoint(Specs.ttl("30s"))),
              ill(1, 2)),
          Scenario.on(
              watchedBy(AlarmState.OK),
              "an alarm fires in the bake",
              change(watchedSlowly(orders("30s", 9090, "billing"))),
              alarm(AlarmState.ALARM)),
          Scenario.on(
              watchedBy(AlarmState.ALARM),
              "an alarm fired before",
              change(watched(orders("30s", 9090, "billing")))),
          Scenario.on(
              watchedBy(AlarmState.OK),
              "alarms that nobody can read for a while",
              together(
                  unavailable(AwsAction.DESCRIBE_ALARMS),
                  change(watched(orders("30s", 9090, "billing")))),
              LATER,
              ShopSteps::mended),
          Scenario.on(
              ShopSteps::shop,
              "an alarm that is not there yet",
              change(watched(orders("30s", 9090, "billing"))),
              alarm(AlarmState.OK)),
          Scenario.on(
              ShopSteps::shop,
              "throttled for two minutes",
              together(throttled(Duration.ofMinutes(2)), change(orders("30s", 9090, "billing")))),
          Scenario.on(
              SignalScenarios::asking,
              "a hook objects after the bake",
              answering(new HookAnswer.Failed("too slow")),
              change(orders("30s", 9090, "billing")),
              answering(new HookAnswer.Passed()),
              verb("retry")));

  private SignalScenarios() {}

  private static void fleet(Script script) {
    script.world.mesh("shop", Specs.mesh());
    IntStream.rangeClosed(1, 6).forEach(i -> script.task("orders", Scenarios.task(i)));
    script.endpoint("orders", Specs.endpoint());
  }

  private static Consumer<Script> ill(int first, int last) {
    return script ->
        IntStream.rangeClosed(first, last)
            .forEach(i -> script.move("orders", Scenarios.task(i).id().value(), State.NOT_READY));
  }

  private static Consumer<Script> watchedBy(AlarmState state) {
    return together(alarm(state), ShopSteps::shop, change(watched(orders("10s", 8080, "cart"))));
  }

  private static void asking(Script script) {
    ShopSteps.shop(script);
    answering(new HookAnswer.Passed()).accept(script);
    ServiceMeshSpec mesh = Specs.secured(Specs.mesh());
    script.world.mesh(
        "shop",
        new ServiceMeshSpec(
            mesh.mode(),
            mesh.aws(),
            mesh.namespace(),
            mesh.members(),
            mesh.defaults(),
            mesh.authorization(),
            mesh.securityGroups(),
            mesh.paused(),
            mesh.deployment(),
            List.of(
                new DeploymentHook(
                    "gate",
                    "http://gate.shop:8080/",
                    HookStage.AFTER_BAKE,
                    "5s",
                    HookFailurePolicy.TRIP)),
            mesh.maxConcurrentDeployments()));
  }

  private static Consumer<Script> answering(HookAnswer answer) {
    return script -> script.world.hooks = (_, _) -> answer;
  }
}
