package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.DnsRecords;
import io.vpcmesh.api.v1alpha1.Quota;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure.QuotaExceeded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whoever is in a full namespace keeps his place; twelve instances fit here. */
class NamespaceQuotaTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final TestWorld world = TestWorld.withQuotas(10, 12).mesh("shop", Specs.mesh()).settle();
  private final Refusals refusals = Refusals.of(world, QuotaExceeded.class);

  @Test
  void whoDoesNotFitIsNamedBeforeTheFirstWriteAndNobodyElseIsAffected() {
    declare("orders", 1, 8);
    world.calls.clear();

    declare("basket", 1, 6);

    assertThat(world.writes()).isZero();
    assertThat(world.condition("basket", "Stalled")).isEqualTo("TRUE/AwsQuotaExceeded");
    assertThat(world.message("basket", "Stalled"))
        .isEqualTo(
            "6 more instances do not fit: the namespace has 8 and may have 12; ask AWS to raise the quota of instances per namespace, or remove some");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.meshStatus("shop").quotas())
        .containsExactly(new Quota("instances-per-namespace", 8, 12));
  }

  @Test
  void aSmallOneIsTakenAlthoughALargeOneWaits() {
    declare("orders", 1, 8);
    declare("basket", 1, 6);

    declare("user", 1, 3);

    assertThat(world.registered("user")).hasSize(3);
    assertThat(world.condition("user", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.condition("basket", "Stalled")).isEqualTo("TRUE/AwsQuotaExceeded");
    assertThat(refusals.all).isEmpty();
  }

  @Test
  void placesThatBecomeFreeAreTaken() {
    declare("orders", 1, 8);
    declare("basket", 1, 6);

    world.endpoint("orders", Specs.endpoint(Specs.addresses(1, 1, 4))).run(SOON);

    assertThat(world.registered("basket")).hasSize(6);
    assertThat(world.condition("basket", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(refusals.all).isEmpty();
  }

  @Test
  void placesOfADeletedEndpointAreTaken() {
    declare("orders", 1, 8);
    declare("basket", 1, 6);

    world.delete("orders").run(SOON);

    assertThat(world.registered("basket")).hasSize(6);
    assertThat(refusals.all).isEmpty();
  }

  @Test
  void aNewcomerDuringARestartTakesNobodysPlace() {
    declare("orders", 1, 8);

    world.restart();
    world.endpoint("basket", Specs.endpoint(Specs.addresses(2, 1, 6))).settle();

    assertThat(world.registered("basket")).isEmpty();
    assertThat(world.condition("basket", "Stalled")).isEqualTo("TRUE/AwsQuotaExceeded");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(refusals.all).isEmpty();
  }

  @Test
  void whoIsToGrowInAFullNamespaceKeepsWhatHeHas() {
    declare("orders", 1, 8);
    declare("user", 1, 4);
    world.calls.clear();

    declare("user", 1, 5);

    assertThat(world.writes()).isZero();
    assertThat(world.registered("user")).hasSize(4);
    assertThat(world.condition("user", "Stalled")).isEqualTo("TRUE/AwsQuotaExceeded");
  }

  @Test
  void threeAreReplacedInAFullNamespaceWithoutARefusedCall() {
    declare("orders", 1, 8);
    declare("user", 1, 4);
    world.calls.clear();

    declare("user", 4, 7);

    assertThat(world.registered("user")).hasSize(4).contains("10-0-2-7");
    assertThat(world.writes()).isEqualTo(6);
    assertThat(refusals.all).isEmpty();
    assertThat(world.condition("user", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void twoThatAreReplacedAtOnceInAFullNamespaceDoNotTakeEachOthersPlaces() {
    declare("orders", 1, 8);
    declare("user", 1, 4);

    world.endpoint("orders", Specs.endpoint(Specs.addresses(1, 5, 12)));
    declare("user", 3, 6);

    assertThat(world.registered("orders")).hasSize(8).contains("10-0-1-12");
    assertThat(world.registered("user")).hasSize(4).contains("10-0-2-6");
    assertThat(refusals.all).isEmpty();
  }

  @Test
  void theLastInstanceInAFullNamespaceStaysUntilThereIsAPlaceForItsSuccessor() {
    declare("orders", 1, 8);
    declare("basket", 1, 3);
    world.endpoint("user", Specs.endpoint("10.0.3.1")).settle();
    world.calls.clear();

    world.endpoint("user", Specs.endpoint("10.0.3.2")).settle();

    assertThat(world.writes()).isZero();
    assertThat(world.condition("user", "Stalled")).isEqualTo("TRUE/AwsQuotaExceeded");
    assertThat(world.message("user", "Stalled")).startsWith("1 more instances do not fit");

    declare("basket", 1, 2);

    assertThat(world.registered("user")).containsExactly("10-0-3-2");
    assertThat(refusals.all).isEmpty();
  }

  @Test
  void ofTwoThatComeAtOnceTheFirstByNameIsTakenWhole() {
    world.endpoint("orders", Specs.endpoint(Specs.addresses(1, 1, 8)));
    world.endpoint("basket", Specs.endpoint(Specs.addresses(2, 1, 6))).settle();

    assertThat(world.registered("basket")).hasSize(6);
    assertThat(world.registered("orders")).isEmpty();
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/AwsQuotaExceeded");
    assertThat(refusals.all).isEmpty();
  }

  @Test
  void eachPortOfAnSrvEndpointTakesPlacesOfItsOwn() {
    declare("orders", 1, 8);
    world.calls.clear();

    world.endpoint(
        "basket",
        Specs.ports(
            Specs.endpoint(Specs.record(DnsRecords.SRV), Specs.addresses(2, 1, 3)),
            Specs.port("http", 80, 8080),
            Specs.port("admin", 81, 9090)));
    world.settle();

    assertThat(world.writes()).isZero();
    assertThat(world.message("basket", "Stalled")).startsWith("6 more instances do not fit");
    assertThat(world.count(AwsAction.CREATE_SERVICE)).isZero();
  }

  private void declare(String name, int first, int last) {
    int net = name.equals("orders") ? 1 : 2;
    world.endpoint(name, Specs.endpoint(Specs.addresses(net, first, last))).settle();
  }
}
