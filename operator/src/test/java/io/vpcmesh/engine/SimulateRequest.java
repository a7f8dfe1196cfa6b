package io.vpcmesh.engine;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** What is to be simulated, as the variables of make say it. */
sealed interface SimulateRequest {

  /** Plans of seeds that follow each other. */
  record Many(long from, long seeds) implements SimulateRequest {}

  /** One plan, again. */
  record One(Plan plan) implements SimulateRequest {}

  /**
   * What these variables ask for.
   *
   * @param variables by their lower-case names; empty when they are not set
   * @param root where the path of a plan begins
   * @throws Refused when a value is wrong
   */
  static SimulateRequest of(UnaryOperator<String> variables, Path root) {
    return new Variables(variables, root).request();
  }

  /** A variable with a value that means nothing; the message names both, and what is expected. */
  final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(String name, String value, String expected) {
      super("%s is '%s': it has to be %s".formatted(name, value, expected));
    }
  }

  /** Reads them. */
  record Variables(UnaryOperator<String> values, Path root) {

    private static final ImmutableSet<String> SWITCH = ImmutableSet.of("", "true", "false");

    SimulateRequest request() {
      if (!SWITCH.contains(value("TRACE"))) {
        throw refused("TRACE", "true or false");
      }
      if (!value("PLAN").isEmpty()) {
        unset("SEED", "left out beside PLAN");
        unset("KEEP", "left out beside PLAN");
        return new One(plan());
      }
      if (!value("SEED").isEmpty()) {
        Plan plan = PlanMaker.of(number("SEED"));
        return new One(value("KEEP").isEmpty() ? plan : plan.keep(kept(plan)));
      }
      unset("KEEP", "left out without a SEED");
      return new Many(number("FROM"), number("SEEDS"));
    }

    private Plan plan() {
      String expected = "a file that 'make simulate' wrote, from where make runs";
      Path file = root.resolve(value("PLAN"));
      if (!Files.isRegularFile(file)) {
        throw refused("PLAN", expected);
      }
      try {
        return Plan.read(file);
      } catch (UncheckedIOException _) {
        throw refused("PLAN", expected);
      }
    }

    private ImmutableList<Integer> kept(Plan plan) {
      return Splitter.on(',')
          .splitToStream(value("KEEP"))
          .map(text -> index(text, plan.size()))
          .collect(toImmutableList());
    }

    private int index(String text, int size) {
      Integer index = Ints.tryParse(text);
      if (index == null || index < 0 || index >= size) {
        throw refused("KEEP", "numbers from 0 to %d with commas between".formatted(size - 1));
      }
      return index;
    }

    private long number(String name) {
      Long number = Longs.tryParse(value(name));
      if (number == null || number < 1) {
        throw refused(name, "a whole number from 1 on");
      }
      return number;
    }

    private void unset(String name, String expected) {
      if (!value(name).isEmpty()) {
        throw refused(name, expected);
      }
    }

    private Refused refused(String name, String expected) {
      return new Refused(name, value(name), expected);
    }

    private String value(String name) {
      return values.apply(name);
    }
  }
}
