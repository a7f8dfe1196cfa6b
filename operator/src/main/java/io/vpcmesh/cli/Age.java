package io.vpcmesh.cli;

import java.time.Duration;

/** A time span as kubectl writes it: short, and never more than two units. */
final class Age {

  private static final int FEW_MINUTES = 10;
  private static final int FEW_HOURS = 8;

  private Age() {}

  static String of(Duration age) {
    if (age.isNegative()) {
      return "0s";
    }
    if (age.toMinutes() < 2) {
      return age.toSeconds() + "s";
    }
    if (age.toHours() < 3) {
      return age.toMinutes() < FEW_MINUTES
          ? two(age.toMinutes(), "m", age.toSecondsPart(), "s")
          : age.toMinutes() + "m";
    }
    if (age.toDays() < 2) {
      return age.toHours() < FEW_HOURS
          ? two(age.toHours(), "h", age.toMinutesPart(), "m")
          : age.toHours() + "h";
    }
    return age.toDays() < FEW_HOURS
        ? two(age.toDays(), "d", age.toHoursPart(), "h")
        : age.toDays() + "d";
  }

  private static String two(long big, String bigUnit, long small, String smallUnit) {
    return small == 0 ? big + bigUnit : big + bigUnit + small + smallUnit;
  }
}
