package io.vpcmesh.bench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * One result.
 *
 * @param goal absent for what is only told
 */
public record Figure(String scenario, String name, double value, Optional<Goal> goal) {

  private static final int DIGITS = 4;

  /** Whether the figure has a goal and does not meet it. */
  boolean missed() {
    return goal.isPresent() && !goal.orElseThrow().metBy(value);
  }

  /** As many digits behind the point as tell something, and no rounding onto a goal. */
  static String spell(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    return BigDecimal.valueOf(value)
        .setScale(DIGITS, RoundingMode.CEILING)
        .stripTrailingZeros()
        .toPlainString();
  }
}
