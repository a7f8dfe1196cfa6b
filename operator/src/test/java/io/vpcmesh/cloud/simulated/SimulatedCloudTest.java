package io.vpcmesh.cloud.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.VirtualClock;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.RoleArn;
import io.vpcmesh.model.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedCloudTest {

  @Test
  void aRoleOfAnotherAccountFindsItselfInThatOne() {
    SimulatedCloud cloud = new SimulatedCloud(Settings.immediate(), InstantSource.system());
    Place own = Place.of("eu-west-1");
    Place there = own.as(new RoleArn("arn:aws:iam::111122223333:role/shop"));
    Place here = own.as(new RoleArn("arn:aws:iam::123456789012:role/shop"));

    cloud
        .cloudMap(there)
        .createHttpNamespace(
            new NamespaceSpec("shop", Optional.empty(), "", "r-1", ImmutableMap.of()));

    assertThat(cloud.sts(there).accountId()).isEqualTo("111122223333");
    assertThat(cloud.snapshot(there).namespaces())
        .singleElement()
        .satisfies(found -> assertThat(found.arn()).contains(":111122223333:"));
    assertThat(cloud.snapshot(own).namespaces()).isEmpty();
    assertThat(cloud.sts(here).accountId()).isEqualTo("123456789012");
    assertThat(cloud.snapshot(here).namespaces()).isEmpty();
  }

  @Test
  void aSnapshotShowsAllThatExists() {
    Account account = Account.immediate();
    account.register("i-1");

    WorldSnapshot snapshot = account.cloud().snapshot().normalised();

    assertThat(snapshot)
        .isEqualTo(
            new WorldSnapshot(
                Instant.EPOCH,
                ImmutableList.of(
                    new WorldSnapshot.Namespace(
                        new NamespaceId("shop"),
                        "shop",
                        "shop",
                        NamespaceType.HTTP,
                        Optional.empty(),
                        "shop",
                        ImmutableMap.of(),
                        ImmutableList.of(
                            new WorldSnapshot.Service(
                                new ServiceId("shop/orders"),
                                "shop/orders",
                                "orders",
                                "",
                                ImmutableList.of(),
                                true,
                                ImmutableMap.of("owner", "us"),
                                ImmutableList.of(
                                    new WorldSnapshot.Instance(
                                        new InstanceId("i-1"),
                                        Account.ADDRESS,
                                        Optional.of(HealthStatus.HEALTHY))))))),
                ImmutableList.of(),
                ImmutableList.of()));
  }

  @Test
  void twoRunsAreEqualOnceNormalised() {
    WorldSnapshot one = Account.with(Settings.immediate().withSeed(1)).cloud().snapshot();
    WorldSnapshot two = Account.with(Settings.immediate().withSeed(2)).cloud().snapshot();

    assertThat(one).isNotEqualTo(two);
    assertThat(one.normalised()).isEqualTo(two.normalised());
  }

  @Test
  void oneSeedGivesOneWorld() {
    WorldSnapshot one = Account.with(Settings.defaults()).cloud().snapshot();
    WorldSnapshot two = Account.with(Settings.defaults()).cloud().snapshot();

    assertThat(one).isEqualTo(two);
  }

  @Test
  void operationsInFlightAreShown() {
    Account account = Account.with(Settings.defaults());

    account.register("i-1");

    assertThat(account.cloud().snapshot().inFlight())
        .extracting(operation -> operation.targets().get("INSTANCE"))
        .containsExactly("i-1");
    assertThat(account.instances()).isEmpty();
  }

  @Test
  void regionsKnowNothingOfEachOther() {
    SimulatedCloud cloud = new SimulatedCloud(Settings.immediate(), new VirtualClock());
    NamespaceSpec shop = new NamespaceSpec("shop", Optional.empty(), "", "shop", ImmutableMap.of());

    cloud.cloudMap(Place.of("eu-west-1")).createHttpNamespace(shop);
    cloud.cloudMap(Place.of("us-east-1")).createHttpNamespace(shop);

    assertThat(cloud.snapshot().namespaces()).isEmpty();
    assertThat(cloud.snapshot("eu-west-1").namespaces())
        .hasSize(1)
        .isNotEqualTo(cloud.snapshot("us-east-1").namespaces());
  }

  @Test
  void aClockSetBackUndoesNothing() {
    Account account = Account.immediate();
    account.register("i-1");

    account.clock().pass(Duration.ofHours(-1));

    assertThat(account.instances()).containsExactly("i-1");
  }

  @Test
  void forgottenInstancesTakeNoRoom() {
    Shelf<String> shelf = new Shelf<>();
    Instant now = Instant.EPOCH;

    for (int i = 0; i < 100; i++) {
      now = now.plus(Duration.ofMinutes(1));
      shelf.put(now, "i-" + i, "here");
      shelf.remove(now, "i-" + i);
    }

    assertThat(shelf.isEmpty()).isTrue();
    assertThat(shelf.remembered()).isLessThan(15);
  }

  @Test
  void manyThreadsMayCallAtOnce() {
    Account account = Account.immediate();
    CloudMap map = account.map();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 200).forEach(i -> threads.execute(() -> account.register("i-" + i)));
    }

    assertThat(account.instances()).hasSize(200);
    assertThat(map.discoverInstances("shop", "orders")).hasSize(200);
  }
}
