package io.vpcmesh.engine;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.registry.OpenRules;
import io.vpcmesh.registry.apply.OpenGuards;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is not ours is left alone: with a guard open the checker sees it touched. */
class OpenOwnershipTest {

  private static final String OWNER = "ServiceEndpoint/shop/orders@shop/shop";

  private static final OpenGuard NO_PROOF =
      new OpenGuard(world -> world.appliers = OpenGuards::withoutProofOfOwnership);

  private static final OpenGuard NO_PROOF_OF_UID =
      new OpenGuard(world -> world.appliers = OpenGuards::withoutProofOfUid);

  private static final OpenGuard NO_MERGE =
      new OpenGuard(world -> world.appliers = OpenGuards::withoutForeignAttributes);

  private static final OpenGuard HANDS_ON = OpenGuard.rules(OpenRules.withoutHandsOff());

  @Test
  void withoutTheOwnershipProofTheCheckerSeesAForeignServiceDeleted() {
    NO_PROOF
        .in(script -> {
          registered(script);
          new Hands(script.world).tag("orders", Hands.marks("inst-2", OWNER, "uid-9"));
          script.world.delete("orders").settle();
        })
        .breaks("S1")
        .because("DeleteService");
  }

  @Test
  void withoutTheOwnershipProofTheCheckerSeesAForeignNamespaceDeleted() {
    NO_PROOF
        .in(script -> {
          script.world.mesh("shop", Specs.mesh()).settle();
          new Hands(script.world).tagNamespace(Hands.marks("inst-2", OWNER, "uid-9"));
          script.world.deleteMesh("shop").settle();
        })
        .breaks("S1")
        .because("DeleteNamespace");
  }

  @Test
  void withoutTheOwnershipProofTheCheckerSeesAForeignInstanceOverwritten() {
    NO_PROOF
        .in(script -> {
          registered(script);
          edit(script, "vpcmesh.io/installation", "inst-2");
          script.endpoint("orders", changed());
          script.world.settle();
        })
        .breaks("S1")
        .because("it is not ours");
  }

  @Test
  void withoutTheOwnershipProofTheCheckerSeesWhatIsOfNoDeclaredResourceDeleted() {
    NO_PROOF
        .in(script -> {
          registered(script);
          edit(script, "vpcmesh.io/owner", "ServiceEndpoint/shop/former@shop/shop");
          script.endpoint("orders", Specs.endpoint("10.0.1.5"));
          script.world.settle();
        })
        .breaks("S1")
        .because("no resource ServiceEndpoint/shop/former@shop/shop is declared");
  }

  /** A backup of the former installation was put back, marks and all. */
  @Test
  void withoutTheProofOfUidTheCheckerSeesWhatIsOfAFormerLifeDeleted() {
    NO_PROOF_OF_UID
        .in(script -> {
          registered(script);
          edit(script, "vpcmesh.io/uid", "uid-former");
          script.endpoint("orders", Specs.endpoint("10.0.1.5"));
          script.world.settle();
        })
        .breaks("S3")
        .because("uid-former");
  }

  @Test
  void withoutTheOwnershipProofTheCheckerSeesANeighboursInstanceOverwritten() {
    NO_PROOF
        .in(script -> {
          registered(script);
          script.endpoint("users", Specs.endpoint("10.0.2.4"));
          script.world.settle();
          edit(script, "vpcmesh.io/owner", "ServiceEndpoint/shop/users@shop/shop");
          script.endpoint("orders", changed());
          script.world.settle();
        })
        .breaks("S16")
        .because("touches what belongs to ServiceEndpoint/shop/users@shop/shop");
  }

  /** Names are unique within a mesh; here two of them share one namespace. */
  @Test
  void withoutHandsOffTheCheckerSeesABadEndpointWriteToItsNeighboursService() {
    HANDS_ON
        .in(script -> {
          registered(script);
          script.world.mesh("other", Specs.mesh(MeshMode.ENFORCE, Ownership.ADOPTED));
          script.endpoint(
              "rival", Specs.named(Specs.in("other", Specs.endpoint("10.0.9.9")), "orders"));
          script.world.settle();
        })
        .breaks("S16")
        .because("writes to the service of " + OWNER);
  }

  @Test
  void withoutTheMergeTheCheckerSeesAForeignAttributeLost() {
    NO_MERGE
        .in(script -> {
          registered(script);
          edit(script, "weight", "7");
          script.endpoint("orders", changed());
          script.world.settle();
        })
        .breaks("S38")
        .because("the attribute weight of somebody else");
  }

  private static void registered(Script script) {
    script.world.mesh("shop", Specs.mesh());
    script.endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.5"));
    script.world.settle();
  }

  private static void edit(Script script, String attribute, String value) {
    new Hands(script.world).edit("orders", "10-0-1-4", attribute, value);
  }

  private static ServiceEndpointSpec changed() {
    Map<String, String> attributes = ImmutableMap.of("version", "2");
    return Specs.endpoint(Specs.attributes(attributes), "10.0.1.4", "10.0.1.5");
  }
}
