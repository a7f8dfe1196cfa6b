package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.model.RecordType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who reads the listing of a namespace. */
class ListingTest {

  private final TestWorld world = TestWorld.realistic().start().mesh("shop", Specs.mesh()).settle();
  private final Hands hands = new Hands(world);

  /** The endpoint begins to list since the mesh is not there yet, and stops when it is. */
  @Test
  void aListingThatOneKeyGaveUpIsReadByAnother() {
    for (int i = 0; i < 101; i++) {
      hands.createService("other-" + i, Map.of(), RecordType.A);
    }
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle().delete("orders").loop.dropAll();
    hands.deleteService("orders");
    world.restart().settle();

    world.endpoint("later", Specs.endpoint("10.0.2.4")).settle();

    assertThat(world.endpoints).hasSize(1);
    assertThat(world.registered("later")).containsExactly("10-0-2-4");
    assertThat(world.condition("later", "Ready")).isEqualTo("TRUE/Completed");
  }
}
