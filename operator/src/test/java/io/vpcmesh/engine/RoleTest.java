package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Namespace;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.Reach;
import io.vpcmesh.model.RoleArn;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A mesh in another account, reached by a role that the operator was allowed to assume. */
class RoleTest {

  private static final String OWN_ACCOUNT = "123456789012";
  private static final String SHOP = "arn:aws:iam::111122223333:role/shop";
  private static final String SHOP_TOO = "arn:aws:iam::111122223333:role/shop-too";
  private static final String BANK = "arn:aws:iam::444455556666:role/bank";
  private static final String OWN = "arn:aws:iam::" + OWN_ACCOUNT + ":role/own";

  private final TestWorld world = TestWorld.realistic();

  @Test
  void whatTheMeshDeclaresIsInTheAccountOfItsRoleAlone() {
    allowed(SHOP).mesh("shop", Specs.meshAs(SHOP, "111122223333"));
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(registeredAs(SHOP)).isEqualTo(1);
    assertThat(world.snapshot().namespaces()).isEmpty();
  }

  @Test
  void aRoleThatNobodyAllowedIsNotUsed() {
    allowed(BANK).mesh("shop", Specs.meshAs(SHOP));
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).run(Duration.ofHours(1));

    assertThat(world.calls).isEmpty();
    assertThat(world.meshCondition("shop", "Stalled")).isEqualTo("TRUE/AwsAccessDenied");
    assertThat(world.meshCondition("shop", "Accepted")).isEqualTo("FALSE/RoleNotAllowed");
    assertThat(world.meshMessage("shop", "Stalled")).contains(SHOP, "--allowed-role");
    assertThat(world.message("orders", "Ready")).contains(SHOP, "--allowed-role");
  }

  @Test
  void aMeshThatWasNeverReachedMayGo() {
    allowed().mesh("shop", Specs.meshAs(SHOP));
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    world.delete("orders").deleteMesh("shop").settle();

    assertThat(world.meshes).isEmpty();
    assertThat(world.endpoints).isEmpty();
    assertThat(world.calls).isEmpty();
  }

  @Test
  void whatIsRegisteredStaysWhenTheRoleIsNotAllowedAnyMore() {
    allowed(SHOP).mesh("shop", Specs.meshAs(SHOP));
    world.endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.5")).settle();
    ImmutableList<Namespace> before = seenAs(SHOP).namespaces();

    allowed();
    world.calls.clear();
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).run(Duration.ofHours(1));
    world.delete("orders").deleteMesh("shop").run(Duration.ofHours(1));

    assertThat(world.calls).isEmpty();
    assertThat(seenAs(SHOP).namespaces()).isEqualTo(before);
    assertThat(world.endpoints).hasSize(1);
    assertThat(world.meshes).hasSize(1);
    assertThat(world.message("orders", "Ready")).contains("--allowed-role");

    allowed(SHOP).settle();

    assertThat(world.endpoints).isEmpty();
    assertThat(world.meshes).isEmpty();
    assertThat(seenAs(SHOP).namespaces()).isEmpty();
  }

  @Test
  void anotherRoleOfTheAccountTakesOverWithoutAnybodyNoticing() {
    allowed(SHOP, SHOP_TOO).mesh("shop", Specs.meshAs(SHOP));
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    ImmutableList<Namespace> before = seenAs(SHOP).namespaces();
    world.calls.clear();

    world.mesh("shop", Specs.meshAs(SHOP_TOO)).settle();

    assertThat(world.writes()).isZero();
    assertThat(seenAs(SHOP_TOO).namespaces()).isEqualTo(before);
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");

    world.endpoint("orders", Specs.endpoint("10.0.1.5")).settle();
    world.restart().delete("orders").deleteMesh("shop").settle();

    assertThat(world.meshes).isEmpty();
    assertThat(seenAs(SHOP).namespaces()).isEmpty();
  }

  @Test
  void aRoleOfAnotherAccountIsRefusedAndTheFormerOneGoesOn() {
    allowed(SHOP, BANK).mesh("shop", Specs.meshAs(SHOP));
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    world.mesh("shop", Specs.meshAs(BANK)).settle();
    world.endpoint("orders", Specs.endpoint("10.0.1.5")).settle();

    assertThat(world.meshMessage("shop", "Accepted"))
        .contains("account of spec.aws.assumeRoleArn", "111122223333", "444455556666");
    assertThat(registeredAs(SHOP)).isEqualTo(1);
    assertThat(seenAs(BANK).namespaces()).isEmpty();
  }

  @Test
  void aRoleOfTheOwnAccountTakesOverFromTheOwnCredentialsAndGivesBack() {
    allowed(OWN).mesh("shop", Specs.meshAs(null));
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    ImmutableList<Namespace> before = world.snapshot().namespaces();
    world.calls.clear();

    world.mesh("shop", Specs.meshAs(OWN)).settle();
    world.mesh("shop", Specs.meshAs(null)).settle();

    assertThat(world.writes()).isZero();
    assertThat(world.snapshot().namespaces()).isEqualTo(before);
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void aRoleOfAnotherAccountInsteadOfTheOwnCredentialsWritesNothing() {
    allowed(SHOP).mesh("shop", Specs.meshAs(null));
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    world.calls.clear();

    world.mesh("shop", Specs.meshAs(SHOP));
    world.endpoint("orders", Specs.endpoint("10.0.1.5")).run(Duration.ofHours(1));

    assertThat(world.writes()).isZero();
    assertThat(seenAs(SHOP).namespaces()).isEmpty();
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.meshMessage("shop", "Stalled")).contains("111122223333", OWN_ACCOUNT);
  }

  @Test
  void theOwnCredentialsInsteadOfARoleWriteNothingInTheOwnAccount() {
    allowed(SHOP).mesh("shop", Specs.meshAs(SHOP));
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();

    allowed().mesh("shop", Specs.meshAs(null)).run(Duration.ofHours(1));

    assertThat(world.snapshot().namespaces()).isEmpty();
    assertThat(registeredAs(SHOP)).isEqualTo(1);
    assertThat(world.meshMessage("shop", "Stalled")).contains("111122223333", OWN_ACCOUNT);
  }

  @Test
  void aMeshOfARegionOutOfReachIsLeftAlone() {
    world.adjust(
        usual -> usual.reaching(new Reach(ImmutableSet.of("us-east-1"), ImmutableSet.of())));
    world.restart().mesh("shop", Specs.mesh());
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).run(Duration.ofHours(1));

    assertThat(world.calls).isEmpty();
    assertThat(world.meshCondition("shop", "Accepted")).isEqualTo("FALSE/RegionNotAllowed");
    assertThat(world.meshMessage("shop", "Ready")).contains("eu-west-1", "us-east-1", "--region");
  }

  /** A new operator that may assume these. */
  private TestWorld allowed(String... roles) {
    ImmutableSet.Builder<RoleArn> arns = ImmutableSet.builder();
    for (String role : roles) {
      arns.add(new RoleArn(role));
    }
    world.adjust(usual -> usual.reaching(new Reach(ImmutableSet.of(), arns.build())));
    return world.restart();
  }

  private WorldSnapshot seenAs(String role) {
    return world.cloud.snapshot(Place.of(Specs.REGION).as(new RoleArn(role)));
  }

  private long registeredAs(String role) {
    return seenAs(role).service(Specs.NAMESPACE, "orders").stream()
        .mapToLong(service -> service.instances().size())
        .sum();
  }
}
