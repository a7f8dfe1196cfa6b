package io.vpcmesh.engine;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.NamespaceType;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.membership.OpenNaming;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.registry.OpenRules;
import io.vpcmesh.registry.Quotas;
import io.vpcmesh.topology.OpenIndex;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is done, and in which order: with a rule left out the checker sees what it prevents. */
class OpenPlanTest {

  /** Enough for a namespace, a service and an instance. */
  private static final Duration A_WHILE = Duration.ofSeconds(50);

  @Test
  void withoutUnchangedStaysTheCheckerSeesTheSameRegisteredAgain() {
    OpenGuard.rules(OpenRules.withoutUnchangedStays())
        .in(script -> {
          script.world.mesh("shop", Specs.mesh());
          script.endpoint("orders", Specs.endpoint("10.0.1.4"));
          script.world.run(A_WHILE);
        })
        .breaks("S10")
        .because("the instance is registered with just these attributes");
  }

  @Test
  void withoutUnchangedMarkTheCheckerSeesTheSameTagsWritten() {
    OpenGuard.rules(OpenRules.withoutUnchangedMark())
        .in(script -> {
          script.world.mesh("shop", Specs.mesh());
          script.endpoint("orders", Specs.endpoint("10.0.1.4"));
          script.world.run(A_WHILE);
        })
        .breaks("S10")
        .because("the tags are these already");
  }

  @Test
  void withoutUnchangedSettingsTheCheckerSeesTheSameTtlAndHealthWritten() {
    OpenGuard.rules(OpenRules.withoutUnchangedSettings())
        .in(script -> {
          script.world.mesh("shop", Specs.mesh());
          script.endpoint("orders", Specs.endpoint("10.0.1.4"));
          script.world.run(A_WHILE);
        })
        .breaks("S10")
        .because("the settings are these already")
        .because("the health is this already");
  }

  @Test
  void withoutHoldLastTheCheckerSeesAServiceEmptied() {
    OpenGuard.rules(OpenRules.withoutHoldLast())
        .in(script -> {
          script.world.mesh("shop", Specs.mesh());
          script.endpoint("orders", Specs.endpoint("10.0.1.4"));
          script.world.settle();
          script.endpoint("orders", Specs.endpoint("10.0.1.9"));
          script.world.settle();
        })
        .breaks("S11")
        .because("no instance is left");
  }

  @Test
  void withoutHoldLastTheCheckerSeesWhatIsMerelyMissingTakenOutBeforeItsSuccessorIsIn() {
    OpenGuard.rules(OpenRules.withoutHoldLast())
        .in(script -> {
          script.world.mesh("shop", Specs.mesh());
          script.task("order", Scenarios.task(1));
          script.endpoint("order", Specs.endpoint());
          script.world.settle();
          script.task("order", Scenarios.task(2)).lose("order", "task-01");
          script.world.settle();
        })
        .breaks("S11")
        .because("task-01");
  }

  /** An address must have the same id in every life, or a restart registers it a second time. */
  @Test
  void withoutStableIdsTheCheckerSeesOneAddressTwice() {
    AtomicInteger life = new AtomicInteger();
    new OpenGuard(world -> world.addresses = () -> OpenNaming.inLife(life.incrementAndGet()))
        .in(script -> {
          script.world.mesh("shop", Specs.mesh());
          script.endpoint("orders", Specs.endpoint("10.0.1.4"));
          script.world.settle();
          script.world.restart().settle();
        })
        .breaks("S12")
        .because("there are two of instance");
  }

  /** Of the other type is another namespace, and after a restart nobody looks for the first. */
  @Test
  void withoutImmutableFieldsTheCheckerSeesASecondNamespace() {
    new OpenGuard(world -> world.index = OpenIndex::withoutImmutables)
        .in(script -> {
          script.world.mesh("shop", Specs.mesh());
          script.world.settle();
          script.world.mesh(
              "shop", Specs.mesh(MeshMode.ENFORCE, Ownership.MANAGED, NamespaceType.HTTP, null));
          script.world.settle().restart().settle();
        })
        .breaks("S12")
        .because("there are two of namespace shop.internal");
  }

  /** The operation outlasts the story: what is not there yet is not registered unchanged. */
  @Test
  void withoutOneInFlightTheCheckerSeesARegistrationRepeated() {
    CallPattern registrations = CallPattern.to(AwsAction.REGISTER_INSTANCE);
    Fault slow = new Fault.OperationDelayed(Duration.ofHours(1));
    OpenGuard.rules(OpenRules.withoutOneInFlight())
        .after(script -> {
          script.world.mesh("shop", Specs.mesh());
          script.endpoint("orders", Specs.endpoint("10.0.1.4"));
          script.world.settle();
          script.world.cloud.faults().set(registrations, slow);
        })
        .in(script -> {
          script.endpoint(
              "orders",
              Specs.endpoint(Specs.attributes(ImmutableMap.of("version", "2")), "10.0.1.4"));
          script.world.run(A_WHILE);
        })
        .breaks("S13")
        .because("RegisterInstance");
  }

  @Test
  void withoutOneInFlightTheCheckerSeesARemovalRepeated() {
    OpenGuard.rules(OpenRules.withoutOneInFlight())
        .after(script -> {
          script.world.mesh("shop", Specs.mesh());
          script.endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.5"));
          script.world.settle();
        })
        .in(script -> {
          script.endpoint("orders", Specs.endpoint("10.0.1.4"));
          script.world.settle();
        })
        .breaks("S13")
        .because("DeregisterInstance");
  }

  @Test
  void withoutAForecastTheCheckerSeesAServiceOverQuotaBegun() {
    unforeseen(new Quotas(2, 10))
        .in(script -> {
          script.world.mesh("shop", Specs.mesh());
          script.endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.5", "10.0.1.6"));
          script.world.settle();
        })
        .breaks("S17")
        .because("3 instances will not fit")
        .because("2 in the service, 2 in all");
  }

  @Test
  void withoutAForecastTheCheckerSeesANamespaceOverQuota() {
    unforeseen(new Quotas(3, 3))
        .in(script -> {
          script.world.mesh("shop", Specs.mesh());
          script.endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.5"));
          script.world.settle();
          script.endpoint("users", Specs.endpoint("10.0.2.4", "10.0.2.5"));
          script.world.settle();
        })
        .breaks("S17")
        .because("1 in the service, 3 in all");
  }

  /** The owner of the name waits for its first task when somebody younger claims it. */
  @Test
  void whenTheYoungestWinsTheCheckerSeesANameTaken() {
    new OpenGuard(world -> world.index = OpenIndex::youngestFirst)
        .in(script -> {
          script.world.mesh("shop", Specs.mesh());
          script.task("order", Scenarios.task(1)).die("order", "task-01");
          script.endpoint("order", Specs.endpoint());
          script.world.settle();
          script.endpoint("order-copy", Specs.named(Specs.endpoint("10.0.9.9"), "order"));
          script.world.settle();
        })
        .breaks("S19")
        .because("CreateService order");
  }

  private static OpenGuard unforeseen(Quotas quotas) {
    return OpenGuard.rules(OpenRules.withoutQuota())
        .where(world -> world.adjust(settings -> settings.quotas(quotas)));
  }
}
