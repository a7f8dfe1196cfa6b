package io.vpcmesh.bench;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/** Collects the figures of one scenario. */
public final class Figures {

  private final String scenario;
  private final ImmutableList.Builder<Figure> figures = ImmutableList.builder();

  public Figures(String scenario) {
    this.scenario = scenario;
  }

  /** A figure that decides whether the run passes. */
  public Figures add(String name, double value, Goal goal) {
    return add(name, value, Optional.of(goal));
  }

  /** A figure that is only told. */
  public Figures tell(String name, double value) {
    return add(name, value, Optional.empty());
  }

  Figures add(String name, double value, Optional<Goal> goal) {
    figures.add(new Figure(scenario, name, value, goal));
    return this;
  }

  public ImmutableList<Figure> all() {
    return figures.build();
  }
}
