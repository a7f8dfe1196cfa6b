package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A story in steps. Between two of them all that has to be done gets done.
 *
 * @param stage sets the stage on which the story happens, if there is to be anything
 */
record Scenario(
    String name, Optional<Consumer<Script>> stage, ImmutableList<Consumer<Script>> steps) {

  /** All that a death, or two, are tried on. */
  static ImmutableList<Scenario> all() {
    return Stream.of(
            Scenarios.ALL,
            ChangeScenarios.ALL,
            SignalScenarios.ALL,
            VerbScenarios.ALL,
            LossScenarios.ALL,
            MeshScenarios.ALL)
        .flatMap(ImmutableList::stream)
        .collect(ImmutableList.toImmutableList());
  }

  // The array is only read.
  @SafeVarargs
  @SuppressWarnings("varargs")
  static Scenario of(String name, Consumer<Script>... steps) {
    return new Scenario(name, Optional.empty(), ImmutableList.copyOf(steps));
  }

  // The array is only read.
  @SafeVarargs
  @SuppressWarnings("varargs")
  static Scenario on(Consumer<Script> stage, String name, Consumer<Script>... steps) {
    return new Scenario(name, Optional.of(stage), ImmutableList.copyOf(steps));
  }

  @Override
  public String toString() {
    return name;
  }
}
