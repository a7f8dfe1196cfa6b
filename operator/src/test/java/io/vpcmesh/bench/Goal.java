package io.vpcmesh.bench;

/** What a figure must be, or must not exceed. */
public record Goal(Kind kind, double bound) {

  /** How the figure is compared. */
  public enum Kind {
    EXACTLY("="),
    AT_MOST("<=");

    private final String sign;

    Kind(String sign) {
      this.sign = sign;
    }
  }

  public static Goal exactly(double bound) {
    return new Goal(Kind.EXACTLY, bound);
  }

  public static Goal atMost(double bound) {
    return new Goal(Kind.AT_MOST, bound);
  }

  /** What is not a number meets no goal. */
  boolean metBy(double value) {
    return switch (kind) {
      case EXACTLY -> value == bound;
      case AT_MOST -> value <= bound;
    };
  }

  @Override
  public String toString() {
    return "%s %s".formatted(kind.sign, Figure.spell(bound));
  }
}
