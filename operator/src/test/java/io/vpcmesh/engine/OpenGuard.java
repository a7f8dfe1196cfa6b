package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.registry.PlanRules;
import java.util.List;
import java.util.function.Consumer;

/**
 * One guard left open in an otherwise real engine: what it should prevent happens.
 *
 * @param setting what is special about the world, with the guard and without
 * @param before what has happened already when the guard is opened
 */
record OpenGuard(
    Consumer<TestWorld> setting, Consumer<Script> before, Consumer<TestWorld> opening) {

  OpenGuard(Consumer<TestWorld> opening) {
    this(world -> {}, script -> {}, opening);
  }

  /** Rules of plans that lack one. */
  static OpenGuard rules(PlanRules open) {
    return new OpenGuard(world -> world.adjust(settings -> settings.rules(open)));
  }

  OpenGuard where(Consumer<TestWorld> other) {
    return new OpenGuard(other, before, opening);
  }

  OpenGuard after(Consumer<Script> other) {
    return new OpenGuard(setting, other, opening);
  }

  /** Tells a story with the guard closed, which must be blameless, and with the guard open. */
  Noticed in(Consumer<Script> story) {
    assertThat(violations(world -> {}, story)).as("with every guard closed").isEmpty();
    return new Noticed(violations(opening, story));
  }

  private List<Violation> violations(Consumer<TestWorld> change, Consumer<Script> story) {
    TestWorld world = TestWorld.realistic();
    setting.accept(world);
    Script script = new Script(world);
    InvariantChecker checker = new InvariantChecker(script);
    world.restart();
    before.accept(script);
    assertThat(checker.violations).as("before the guard is opened").isEmpty();
    change.accept(world);
    world.restart();
    story.accept(script);
    return checker.violations;
  }

  /** What the checker saw of an open guard. */
  record Noticed(List<Violation> violations) {

    /** The checker names this invariant and no other. */
    Noticed breaks(String invariant) {
      assertThat(violations).extracting(Violation::invariant).containsOnly(invariant);
      return this;
    }

    /** Among other things for this reason. */
    Noticed because(String reason) {
      assertThat(violations).extracting(Violation::what).anyMatch(what -> what.contains(reason));
      return this;
    }
  }
}
