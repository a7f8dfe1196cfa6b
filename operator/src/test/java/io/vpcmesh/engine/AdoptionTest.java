package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.DnsRecords;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Instance;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.RecordType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Services that exist before their endpoint. */
class AdoptionTest {

  private static final String OWNER = "ServiceEndpoint/shop/orders@shop/shop";

  private final TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh()).settle();
  private final Hands hands = new Hands(world);

  @Test
  void anUntaggedServiceIsUsedButNeverTaggedUpdatedOrDeleted() {
    hands
        .createService("orders", Map.of("made", "by-hand"), RecordType.A)
        .setTtl("orders", 77, RecordType.A)
        .register("orders", "legacy", Map.of("AWS_INSTANCE_IPV4", "10.0.9.9"));

    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    assertThat(world.registered("orders")).containsExactly("10-0-1-4", "legacy");
    assertThat(hands.service("orders").tags()).isEqualTo(ImmutableMap.of("made", "by-hand"));
    assertThat(hands.service("orders").dns().getFirst().ttlSeconds()).isEqualTo(77);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.status("orders").notes()).singleElement().asString().contains("adopted");

    world.delete("orders").settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.registered("orders")).containsExactly("legacy");
  }

  @Test
  void aServiceOfAnotherInstallationIsLeftAlone() {
    hands.createService("orders", Hands.marks("inst-2", OWNER, "uid-9"), RecordType.A);
    world.calls.clear();

    world.endpoint("orders", Specs.endpoint("10.0.1.4")).run(Duration.ofMinutes(30));

    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/Rejected");
    assertThat(world.condition("orders", "Registered")).isEqualTo("FALSE/CloudMapError");
    assertThat(world.message("orders", "Registered"))
        .contains("orders")
        .contains(hands.service("orders").id().value());

    world.delete("orders").settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.writes()).isZero();
  }

  @Test
  void aServiceOfAFormerLifeIsMarkedAnewBeforeItIsUsed() {
    hands
        .createService("orders", Hands.marks("inst-1", OWNER, "uid-former"), RecordType.A)
        .register(
            "orders",
            "10-0-1-4",
            ImmutableMap.<String, String>builder()
                .put("AWS_INSTANCE_IPV4", "10.0.1.4")
                .putAll(Hands.marks("inst-1", OWNER, "uid-former"))
                .buildOrThrow());
    world.calls.clear();

    world.endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.5")).settle();

    assertThat(world.calls.stream().map(call -> call.action()).filter(AwsAction::mutating))
        .containsExactlyInAnyOrder(
            AwsAction.TAG_RESOURCE, AwsAction.REGISTER_INSTANCE, AwsAction.REGISTER_INSTANCE)
        .startsWith(AwsAction.TAG_RESOURCE);
    assertThat(hands.service("orders").tags()).containsEntry("vpcmesh.io/uid", "uid-orders");
    assertThat(hands.service("orders").instances())
        .extracting(instance -> instance.attributes().get("vpcmesh.io/uid"))
        .containsExactly("uid-orders", "uid-orders");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void anInstanceThatAnotherRegisteredIsLeftAloneAndNamed() {
    hands
        .createService("orders", Map.of(), RecordType.A)
        .register("orders", "10-0-1-4", Map.of("AWS_INSTANCE_IPV4", "10.0.1.4"));
    Instance before = hands.instance("orders", "10-0-1-4");

    world.endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.5")).settle();

    assertThat(hands.instance("orders", "10-0-1-4")).isEqualTo(before);
    assertThat(world.registered("orders")).containsExactly("10-0-1-4", "10-0-1-5");
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/Rejected");
    assertThat(world.message("orders", "Ready")).contains("10-0-1-4");

    hands.deregister("orders", "10-0-1-4");
    world.run(Duration.ofMinutes(12));

    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(hands.instance("orders", "10-0-1-4").attributes())
        .containsEntry("vpcmesh.io/installation", "inst-1");
  }

  @Test
  void anSrvServiceWhereAIsWantedIsAMismatch() {
    hands.createService("orders", Map.of(), RecordType.SRV);
    world.calls.clear();

    world.endpoint("orders", Specs.endpoint(Specs.record(DnsRecords.A), "10.0.1.4"));
    world.run(Duration.ofMinutes(30));

    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Registered")).isEqualTo("FALSE/RecordTypeMismatch");
    assertThat(world.message("orders", "Registered")).contains("SRV").contains("wanted is A");
  }

  @Test
  void aLostJournalCostsNoDuplicateAndNoRewrite() {
    world.endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.5")).settle();
    world.calls.clear();

    world.forget().settle();

    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void anEndpointThatComesBackWithAnotherUidTakesOverWhatItHad() {
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    String before = hands.service("orders").id().value();

    world.reborn("orders", "uid-next").settle();

    assertThat(hands.service("orders").id().value()).isEqualTo(before);
    assertThat(hands.service("orders").tags()).containsEntry("vpcmesh.io/uid", "uid-next");
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");

    world.delete("orders").settle();

    assertThat(world.snapshot().services()).isEmpty();
  }

  @Test
  void anExistingNamespaceOfOursIsFoundAgain() {
    world.calls.clear();
    world.forget().settle();

    assertThat(world.writes()).isZero();
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void aForeignNamespaceIsNotTakenForAManagedOne() {
    TestWorld other = withForeignNamespace(Ownership.MANAGED);

    assertThat(other.writes()).isBetween(1L, 20L);
    assertThat(other.snapshot().namespaces()).hasSize(1);
    assertThat(other.meshCondition("shop", "Ready")).isEqualTo("FALSE/Rejected");
    assertThat(new Hands(other).namespace().tags()).isEmpty();
    assertThat(other.registered("orders")).isEmpty();
    assertThat(other.condition("orders", "Ready")).startsWith("UNKNOWN/");
  }

  @Test
  void aForeignNamespaceCanBeAdoptedAndIsNeverTaggedOrDeleted() {
    TestWorld other = withForeignNamespace(Ownership.ADOPTED);

    assertThat(other.registered("orders")).containsExactly("10-0-1-4");
    assertThat(other.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(new Hands(other).namespace().tags()).isEmpty();

    other.delete("orders").settle().deleteMesh("shop").settle();

    assertThat(other.meshes).isEmpty();
    assertThat(other.snapshot().namespaces()).hasSize(1);
    assertThat(other.snapshot().services()).isEmpty();
  }

  @Test
  void aNamespaceToAdoptThatIsMissingIsSaidAndUsedOnceItIsThere() {
    TestWorld other = TestWorld.realistic().start();
    other.mesh("shop", Specs.mesh(MeshMode.ENFORCE, Ownership.ADOPTED));
    other.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    assertThat(other.writes()).isZero();
    assertThat(other.meshCondition("shop", "Ready")).isEqualTo("FALSE/Rejected");

    new Hands(other).createNamespace(Map.of());
    other.run(Duration.ofMinutes(11));

    assertThat(other.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(other.registered("orders")).containsExactly("10-0-1-4");
  }

  @Test
  void severalNamespacesOfOneNameCannotBeAdopted() {
    TestWorld other = TestWorld.realistic().start();
    new Hands(other).createNamespace(Map.of(), "vpc-0b").createNamespace(Map.of(), "vpc-0c");

    other.mesh("shop", Specs.mesh(MeshMode.ENFORCE, Ownership.ADOPTED));
    other.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    assertThat(other.writes()).isZero();
    assertThat(other.meshCondition("shop", "Ready")).isEqualTo("FALSE/Rejected");
  }

  private static TestWorld withForeignNamespace(Ownership ownership) {
    TestWorld other = TestWorld.realistic().start();
    new Hands(other).createNamespace(Map.of());
    other.mesh("shop", Specs.mesh(MeshMode.ENFORCE, ownership));
    return other.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
  }
}
