package io.vpcmesh.cloud.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Objects are found by their label as by a search through all of them, now and a while ago. */
class ShelfTest {

  private static final Instant FIRST = Instant.parse("2026-11-01T08:00:00Z");
  private static final Instant THEN = FIRST.plusSeconds(60);

  private final AtomicInteger counted = new AtomicInteger();
  private final Shelf<String> shelf =
      new Shelf<>(value -> value.substring(0, 1), counted::addAndGet);

  @Test
  void whatHasALabelIsFoundInTheOrderOfKeys() {
    shelf.put(FIRST, "k2", "apple");
    shelf.put(FIRST, "k1", "acorn");
    shelf.put(FIRST, "k3", "berry");

    assertThat(shelf.labelled("a")).containsExactly("acorn", "apple");
    assertThat(shelf.labelled("c")).isEmpty();
  }

  @Test
  void aLateReaderFindsByLabelWhatWasThere() {
    shelf.put(FIRST, "k1", "apple");
    shelf.put(THEN, "k1", "acorn");
    shelf.put(THEN, "k2", "almond");
    shelf.remove(THEN, "k1");

    assertThat(shelf.labelled("a", FIRST)).containsExactly("apple");
    assertThat(shelf.labelled("a")).containsExactly("almond");
  }

  @Test
  void whatCameBackIsFoundAgain() {
    shelf.put(FIRST, "k1", "apple");
    shelf.remove(FIRST, "k1");
    shelf.put(THEN, "k1", "apple");

    shelf.remove(THEN.plus(Duration.ofHours(1)), "k9");

    assertThat(shelf.labelled("a")).containsExactly("apple");
  }

  @Test
  void growthTellsHowManyThereAre() {
    shelf.put(FIRST, "k1", "apple");
    shelf.put(FIRST, "k1", "acorn");
    shelf.put(FIRST, "k2", "berry");
    shelf.put(FIRST, "k3", "cherry");
    shelf.remove(THEN, "k2");
    shelf.remove(THEN, "k2");

    assertThat(counted).hasValue(2);

    shelf.clear();

    assertThat(counted).hasValue(0);
    assertThat(shelf.labelled("a")).isEmpty();
  }
}
