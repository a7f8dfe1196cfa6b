package io.vpcmesh.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Goals that are met, and goals that are not: a benchmark that cannot fail tells nothing. */
class ColdStartTest {

  @Test
  void aProcessThatTakesOverInTheMidstIsNotRefused() {
    ColdStart start = ColdStart.interrupted();

    assertThat(start.measure(what -> {}).stream().filter(Figure::missed)).isEmpty();
  }

  @Test
  void groupsOfCallersThatAreAnywhereAreMadeInTheOrderThatCompletesOpenings() {
    ColdStart start = ColdStart.withScatteredGroups();

    assertThat(start.measure(what -> {}).stream().filter(Figure::missed)).isEmpty();
  }

  @Test
  void anAccountThatGivesLessThanIsBelievedMissesTheGoals() {
    ColdStart start = ColdStart.atHalfTheRates().judged();

    assertThat(start.measure(what -> {}).stream().filter(Figure::missed).map(Figure::name))
        .containsExactly("writes / minimum", "refused calls in percent");
  }
}
