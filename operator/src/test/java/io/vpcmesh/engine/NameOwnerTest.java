package io.vpcmesh.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.DeletionPolicy;
import io.vpcmesh.api.v1alpha1.DnsRecords;
import io.vpcmesh.api.v1alpha1.EndpointPort;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Resource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Of two endpoints that claim a name the one that serves under it keeps it; while neither does, the
 * older has it, whatever comes first or comes again.
 */
class NameOwnerTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh());
  private final Hands hands = new Hands(world);

  @Test
  void theYoungerIsToldAndTheOlderDoesNotNotice() {
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    int statusWrites = writesOf("orders");
    world.calls.clear();

    world.endpoint("copy", Specs.named(Specs.endpoint("10.0.9.9"), "orders"));
    world.run(Duration.ofHours(1));

    assertThat(world.writes()).isZero();
    assertThat(writesOf("orders")).isEqualTo(statusWrites);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.condition("copy", "Ready")).isEqualTo("FALSE/Invalid");
    assertThat(world.condition("copy", "Accepted")).isEqualTo("FALSE/NameConflict");
    assertThat(world.message("copy", "Accepted"))
        .contains("shop/copy claims orders, already owned by shop/orders");
  }

  @Test
  void afterARestartInAnotherOrderAllIsAsBefore() {
    conflict();

    reverse();
    world.restart().settle();

    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.condition("copy", "Accepted")).isEqualTo("FALSE/NameConflict");
  }

  @Test
  void withoutAJournalAndWithTheOlderSeenLateAllIsAsBeforeToo() {
    conflict();
    Resource<ServiceEndpointSpec> older =
        requireNonNull(world.endpoints.remove(new ObjectRef("shop", "orders")));

    world.forget().run(Duration.ofMinutes(5));

    assertThat(world.writes()).isZero();
    assertThat(world.condition("copy", "Stalled")).isEqualTo("TRUE/Rejected");
    assertThat(world.message("copy", "Stalled")).contains("orders").contains("another resource's");

    world.endpoint(older).settle();

    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.condition("copy", "Accepted")).isEqualTo("FALSE/NameConflict");
  }

  @Test
  void aServiceThatShowsAlthoughItIsDeletedIsLookedAtOnceMore() {
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    world.delete("orders").settle();
    world.cloud.faults().set(CallPattern.all(), new Fault.StaleRead(Duration.ofMinutes(4)));

    world.endpoint("copy", Specs.named(Specs.endpoint("10.0.9.9"), "orders")).run(SOON);
    assertThat(world.message("copy", "Ready")).contains("another resource's");
    world.cloud.faults().clear();
    world.run(Duration.ofMinutes(2));

    assertThat(world.registered("orders")).containsExactly("10-0-9-9");
  }

  @Test
  void whenTheOlderGoesTheYoungerTakesTheName() {
    conflict();

    world.delete("orders").run(SOON);

    assertThat(world.registered("orders")).containsExactly("10-0-9-9");
    assertThat(hands.service("orders").tags())
        .containsEntry("vpcmesh.io/owner", "ServiceEndpoint/shop/copy@shop/shop");
    assertThat(world.condition("copy", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void whenTheOlderLeavesItsServiceBehindTheYoungerIsToldWhose() {
    world.endpoint("orders", Specs.endpoint(null, DeletionPolicy.RETAIN, "10.0.1.4")).settle();
    world.endpoint("copy", Specs.named(Specs.endpoint("10.0.9.9"), "orders")).settle();

    world.delete("orders").settle();

    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.condition("copy", "Stalled")).isEqualTo("TRUE/Rejected");
    assertThat(world.message("copy", "Stalled")).contains("orders").contains("another resource's");

    hands.deleteService("orders");
    world.run(Duration.ofMinutes(10));

    assertThat(world.registered("orders")).containsExactly("10-0-9-9");
  }

  @Test
  void theNameOfAnSrvPortIsClaimedToo() {
    world.endpoint("orders", srv("10.0.1.4", "http", "admin")).settle();
    world.calls.clear();

    world.endpoint("orders-admin", Specs.endpoint("10.0.9.9")).settle();

    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders-admin", "Accepted")).isEqualTo("FALSE/NameConflict");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void aPortThatAnOlderEndpointGetsTakesNothingFromWhoServesUnderThatName() {
    world.endpoint("orders", srv("10.0.1.4", "http")).settle();
    world.endpoint("orders-admin", Specs.endpoint("10.0.9.9")).settle();
    world.calls.clear();

    world.endpoint("orders", srv("10.0.1.4", "http", "admin")).settle();

    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.registered("orders-admin")).containsExactly("10-0-9-9");
    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders-admin", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.condition("orders", "Accepted")).isEqualTo("FALSE/NameConflict");
    assertThat(world.message("orders", "Accepted"))
        .contains("orders-admin, already owned by shop/orders-admin")
        .contains("revision 1 stays in force");

    world.endpoint("orders-admin", Specs.endpoint("10.0.9.10")).settle();
    assertThat(world.registered("orders-admin")).containsExactly("10-0-9-10");

    world.delete("orders-admin").run(Duration.ofMinutes(10));

    assertThat(world.registered("orders-admin")).containsExactly("10-0-1-4");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void anOlderOneThatBecomesValidLateTakesNothingFromWhoServes() {
    lateRival();

    assertThat(world.registered("orders")).containsExactly("10-0-9-9");
    assertThat(world.writes()).isZero();
    assertThat(world.condition("copy", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/Invalid");
    assertThat(world.condition("orders", "Accepted")).isEqualTo("FALSE/NameConflict");
    assertThat(world.message("orders", "Accepted"))
        .contains("orders, already owned by shop/copy")
        .contains("it goes on by itself when that endpoint is deleted");

    world.endpoint("copy", Specs.named(Specs.endpoint("10.0.9.10"), "orders")).settle();

    assertThat(world.registered("orders")).containsExactly("10-0-9-10");
  }

  @Test
  void anOlderOneThatWaitsGoesOnByItselfWhenTheServiceIsGone() {
    lateRival();

    world.delete("copy").run(Duration.ofSeconds(1));
    assertThat(world.condition("orders", "Accepted")).isEqualTo("FALSE/NameConflict");
    world.run(SOON);

    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void whoServesKeepsHisNameOverARestartInWhateverOrderTheyAreSeen() {
    lateRival();

    world.restart().settle();
    reverse();
    world.restart().settle();

    assertThat(world.writes()).isZero();
    assertThat(world.condition("copy", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.condition("orders", "Accepted")).isEqualTo("FALSE/NameConflict");
  }

  @Test
  void ofTwoThatAreThereFromTheStartTheOlderServesInWhateverOrderTheyAreSeen() {
    for (boolean reversed : new boolean[] {false, true}) {
      TestWorld fresh = TestWorld.realistic();
      fresh.endpoint("zoo", Specs.named(Specs.endpoint("10.0.1.4"), "orders"));
      fresh.run(Duration.ofSeconds(1));
      fresh.endpoint("copy", Specs.named(Specs.endpoint("10.0.9.9"), "orders"));
      if (reversed) {
        reverse(fresh);
      }

      fresh.mesh("shop", Specs.mesh()).restart().settle();

      assertThat(fresh.registered("orders")).containsExactly("10-0-1-4");
      assertThat(fresh.condition("copy", "Accepted")).isEqualTo("FALSE/NameConflict");
    }
  }

  @Test
  void whoGivesANameUpKeepsItUntilTheDeploymentIsComplete() {
    world.endpoint("orders", srv("10.0.1.4", "http", "admin")).settle();
    world.endpoint("orders-admin", Specs.endpoint("10.0.9.9")).settle();

    world.endpoint("orders", srv("10.0.1.4", "http")).run(SOON);
    assertThat(world.registered("orders-admin")).containsExactly("10-0-1-4");
    assertThat(world.condition("orders-admin", "Accepted")).isEqualTo("FALSE/NameConflict");
    world.annotate("orders", "vpcmesh.io/abort", "1").settle();

    assertThat(world.registered("orders-admin")).containsExactly("10-0-1-4");
    assertThat(world.condition("orders-admin", "Accepted")).isEqualTo("FALSE/NameConflict");

    world.annotate("orders", "vpcmesh.io/retry", "1").run(Duration.ofMinutes(10));

    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.registered("orders-admin")).containsExactly("10-0-9-9");
    assertThat(world.condition("orders-admin", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void whoLosesHisNameCanChooseAnother() {
    conflict();

    world.delete("copy").settle();
    world.endpoint("copy", Specs.named(Specs.endpoint("10.0.9.9"), "basket")).settle();

    assertThat(world.registered("basket")).containsExactly("10-0-9-9");
    assertThat(world.condition("copy", "Ready")).isEqualTo("TRUE/Completed");
  }

  private void conflict() {
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    world.endpoint("copy", Specs.named(Specs.endpoint("10.0.9.9"), "orders")).settle();
    assertThat(world.condition("copy", "Accepted")).isEqualTo("FALSE/NameConflict");
    world.calls.clear();
  }

  /** The older one was no valid endpoint until the younger one served under its name. */
  private void lateRival() {
    world.endpoint("orders", Specs.named(Specs.endpoint("10.0.1.4"), "not a name")).settle();
    world.endpoint("copy", Specs.named(Specs.endpoint("10.0.9.9"), "orders")).settle();
    assertThat(world.registered("orders")).containsExactly("10-0-9-9");
    world.calls.clear();
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
  }

  private void reverse() {
    reverse(world);
  }

  /** The driver shows the youngest first. */
  private static void reverse(TestWorld world) {
    List<Resource<ServiceEndpointSpec>> all = List.copyOf(world.endpoints.values());
    world.endpoints.clear();
    all.reversed().forEach(resource -> world.endpoints.put(resource.ref(), resource));
  }

  private int writesOf(String name) {
    return (int)
        world.statusWrites.stream()
            .filter(key -> key.ref().equals(new ObjectRef("shop", name)))
            .count();
  }

  private static ServiceEndpointSpec srv(String address, String... ports) {
    return Specs.ports(
        Specs.endpoint(Specs.record(DnsRecords.SRV), address),
        List.of(ports).stream()
            .map(name -> Specs.port(name, name.length(), 8080))
            .toArray(EndpointPort[]::new));
  }
}
