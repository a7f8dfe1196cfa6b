package io.vpcmesh.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMultiset;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The time below which no cold start can be. */
class FloorTest {

  private static final Settings AWS = Settings.defaults();

  @Test
  void theMostLimitedActionDecides() {
    ImmutableMultiset<AwsAction> calls =
        new ImmutableMultiset.Builder<AwsAction>()
            .addCopies(AwsAction.CREATE_PRIVATE_DNS_NAMESPACE, 1)
            .addCopies(AwsAction.CREATE_SERVICE, 100)
            .addCopies(AwsAction.REGISTER_INSTANCE, 1_000)
            .build();

    Floor floor = Floor.of(calls, AWS);

    assertThat(floor)
        .isEqualTo(
            new Floor(Duration.ofSeconds(30), Duration.ofSeconds(18), Duration.ofSeconds(1)));
    assertThat(floor.total()).isEqualTo(Duration.ofSeconds(49));
  }

  @Test
  void manyServicesOfFewInstancesWaitForTheirServices() {
    ImmutableMultiset<AwsAction> calls =
        new ImmutableMultiset.Builder<AwsAction>()
            .addCopies(AwsAction.CREATE_SERVICE, 200)
            .addCopies(AwsAction.REGISTER_INSTANCE, 200)
            .build();

    assertThat(Floor.of(calls, AWS))
        .isEqualTo(new Floor(Duration.ZERO, Duration.ofSeconds(30), Duration.ofSeconds(1)));
  }

  @Test
  void withinTheBurstNobodyWaits() {
    ImmutableMultiset<AwsAction> calls =
        new ImmutableMultiset.Builder<AwsAction>()
            .addCopies(AwsAction.DEREGISTER_INSTANCE, 100)
            .build();

    assertThat(Floor.of(calls, AWS).total()).isEqualTo(Duration.ZERO);
  }
}
