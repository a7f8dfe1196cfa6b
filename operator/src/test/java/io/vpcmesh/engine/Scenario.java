package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import java.util.function.Consumer;

/** A story in steps. Between two of them all that has to be done gets done. */
record Scenario(String name, ImmutableList<Consumer<Script>> steps) {

  // The array is only read.
  @SafeVarargs
  @SuppressWarnings("varargs")
  static Scenario of(String name, Consumer<Script>... steps) {
    return new Scenario(name, ImmutableList.copyOf(steps));
  }

  @Override
  public String toString() {
    return name;
  }
}
