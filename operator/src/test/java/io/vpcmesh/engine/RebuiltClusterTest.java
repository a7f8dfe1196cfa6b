package io.vpcmesh.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.runtime.MemoryStore;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * All that was written down is lost with the cluster, and a new one finds in AWS what serves: its
 * first deployment may fail, and takes nothing of that with it.
 */
class RebuiltClusterTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");

  private final TestWorld world =
      TestWorld.realistic().start().mesh("shop", Specs.secured(Specs.mesh()));

  @BeforeEach
  void loseTheCluster() {
    world.endpoint("cart", Specs.client());
    world.endpoint("orders", ShopSteps.orders("10s", 8080, "cart")).settle();
    world.memory =
        new MemoryStore(
            new Store.Journals(
                ImmutableMap.of(), ImmutableMap.of(), ImmutableMap.of(), ImmutableMap.of()));
    world.calls.clear();
  }

  @Test
  void whatAwsRefusesAFormerLifeOfTheResourceCostsNoRegistration() {
    refuseAFormerLife();

    stillServes();
  }

  @Test
  void whatAwsRefusesAfterAllJournalsAreLostCostsNoRegistration() {
    world.cloud.faults().set(CallPattern.to(AwsAction.UPDATE_SERVICE), Fault.denied());
    world.endpoint("orders", ShopSteps.orders("30s", 8080, "cart"));

    world.restart().run(Duration.ofMinutes(30));

    stillServes();
  }

  @Test
  void nothingIsWrittenOverBeforeItIsWrittenDownThatItWasFound() {
    world.reborn("cart", "uid-cart-2").reborn("orders", "uid-orders-2");
    world.storeWrapper = store -> new DyingStore(store, this::refuseWhatWasFound, _ -> {});

    world.restart().run(Duration.ofMinutes(5));

    assertThat(world.count(AwsAction.DISCOVER_INSTANCES)).isPositive();
    assertThat(world.count(AwsAction.REGISTER_INSTANCE)).isZero();
    assertThat(world.count(AwsAction.CREATE_TAGS)).isZero();
  }

  /** As soon as AWS has shown something, nothing can be written down any more. */
  private void refuseWhatWasFound() {
    if (world.count(AwsAction.DESCRIBE_SECURITY_GROUPS) > 0
        || world.count(AwsAction.DISCOVER_INSTANCES) > 0) {
      throw new Store.StoreException("the API server does not answer");
    }
  }

  @Test
  void aPersonWhoAbortsItTakesNothingOut() {
    refuseAFormerLife();

    world.annotate("orders", "vpcmesh.io/abort", "1").run(Duration.ofMinutes(5));

    stillServes();
  }

  @Test
  void aNewerChangeThatFailsAsWellTakesNothingOut() {
    refuseAFormerLife();

    world.endpoint("orders", ShopSteps.orders("10s", 9090, "cart")).run(Duration.ofMinutes(30));

    stillServes();
  }

  @Test
  void whoeverMendsWhatWasRefusedAsksForItAgain() {
    refuseAFormerLife();

    world.cloud.faults().clear();
    world.annotate("orders", "vpcmesh.io/retry", "1").settle();

    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
  }

  @Test
  void whoeverDeletesItTakesItOut() {
    refuseAFormerLife();

    world.cloud.faults().clear();
    world.delete("orders").settle();

    assertThat(world.snapshot().services()).isEmpty();
    assertThat(world.endpoints).hasSize(1);
  }

  private void refuseAFormerLife() {
    world.cloud.faults().set(CallPattern.to(AwsAction.REGISTER_INSTANCE), Fault.denied());
    world.reborn("cart", "uid-cart-2").reborn("orders", "uid-orders-2");
    world.restart().run(Duration.ofMinutes(30));
  }

  private void stillServes() {
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(new GroupView(world).letsIn("orders")).contains("8080 from cart");
    assertThat(world.condition("orders", "Ready")).startsWith("FALSE/");
    assertThat(world.message("orders", "Ready")).contains("stays: mend what is refused");
    assertThat(requireNonNull(world.memory.load().endpoints().get(ORDERS)).running()).isEmpty();
  }
}
