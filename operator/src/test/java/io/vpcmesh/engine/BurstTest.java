package io.vpcmesh.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.model.EndpointKey;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many edits in a row cost few writes, and the last one is told soon. */
class BurstTest {

  private static final int EDITS = 100;
  private static final Duration BETWEEN = Duration.ofMillis(40);

  private final TestWorld world = TestWorld.realistic();
  private WatchedStore store = new WatchedStore(world.memory);

  @BeforeEach
  void declare() {
    world.storeWrapper =
        inner -> {
          store = new WatchedStore(inner);
          return store;
        };
    world.restart().mesh("shop", Specs.mesh()).endpoint("orders", Specs.endpoint("10.0.1.4"));
    world.settle();
    store.journals.clear();
    store.tried = 0;
  }

  @Test
  void addressesThatChangeAllTheTimeAreJournaledLessAndLessOften() {
    edit();
    world.run(WritePace.LONGEST);

    assertThat(store.journals).hasSizeBetween(2, 4);
    assertThat(store.journals.getLast().running().orElseThrow().generation()).isEqualTo(EDITS + 1L);
    assertThat(world.settle().registered("orders")).containsExactly(lastRegistered());
  }

  @Test
  void afterTheBurstOneChangeIsJournaledAtOnceAgain() {
    edit();
    world.settle();
    store.journals.clear();

    world.endpoint("orders", Specs.endpoint("10.0.1.5")).run(Duration.ofMillis(1));

    assertThat(store.journals).hasSize(1);
  }

  @Test
  void oneChangeIsJournaledAtOnce() {
    world.endpoint("orders", Specs.endpoint("10.0.1.5")).run(Duration.ofMillis(1));

    assertThat(store.journals).hasSize(1);
  }

  @Test
  void aStatusThatIsRefusedIsTriedAgainAtRestOrAfterSomeTime() {
    store.refusing = true;

    edit();

    assertThat(store.refused).isEqualTo(store.tried).isBetween(1, 2);
  }

  @Test
  void theLastEditIsToldAsSoonAsThereIsRest() {
    store.refusing = true;
    edit();
    store.refusing = false;

    world.run(WritePace.CALM);

    assertThat(world.status("orders").observedGeneration()).isEqualTo(EDITS + 1L);
  }

  @Test
  void aRefusalWithoutAnyChangeIsRepeated() {
    store.refusing = true;
    world.endpoint("orders", Specs.endpoint("10.0.1.5")).run(Duration.ofMillis(100));
    store.refusing = false;

    world.run(Duration.ofSeconds(2));

    assertThat(world.status("orders").observedGeneration()).isEqualTo(2);
  }

  @Test
  void whatWasNotJournaledYetIsFoundAfterARestart() {
    TestWorld quick = TestWorld.immediate().start().mesh("shop", Specs.mesh());
    quick.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    quick.endpoint("orders", Specs.endpoint("10.0.1.5")).run(Duration.ofMillis(100));
    quick.endpoint("orders", Specs.endpoint("10.0.1.6")).run(Duration.ofMillis(100));
    assertThat(journaledGeneration(quick)).isEqualTo(2);

    quick.restart().settle();

    assertThat(quick.registered("orders")).containsExactly("10-0-1-6");
    assertThat(requireNonNull(quick.status("orders").instances()).registered()).isEqualTo(1);
    assertThat(journaledGeneration(quick)).isEqualTo(3);
  }

  private void edit() {
    for (int edit = 1; edit <= EDITS; edit++) {
      world.endpoint("orders", Specs.endpoint("10.0.9." + edit)).run(BETWEEN);
    }
  }

  private static long journaledGeneration(TestWorld world) {
    return requireNonNull(world.memory.load().endpoints().get(EndpointKey.of("shop", "orders")))
        .running()
        .orElseThrow()
        .generation();
  }

  private static String lastRegistered() {
    return "10-0-9-" + EDITS;
  }
}
