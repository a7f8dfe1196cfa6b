package io.vpcmesh.deployment;

import com.google.common.base.CaseFormat;
import java.util.Arrays;
import java.util.Optional;

/** Where a deployment stands. */
public enum Phase {
  /** Known, and waiting for its turn. */
  PENDING,
  /** What it would take is being worked out. */
  VALIDATING,
  /** It cannot be: nothing was touched. */
  REJECTED,
  /** What is new is made beside what runs. */
  PROVISIONING,
  /** It is being shown, step by step. */
  PROGRESSING,
  /** Everything follows it, and is watched. */
  BAKING,
  /** It is good; what only the former revision had goes. There is no way back any more. */
  FINALIZING,
  /** It runs. */
  COMPLETED,
  /** It is bad, and that is written down. */
  TRIPPED,
  /** Everything goes back to the running revision. */
  ROLLING_BACK,
  /** Nothing is left of it. */
  ROLLED_BACK,
  /** Something keeps it from being taken back entirely; that is tried again and again. */
  ROLLBACK_FAILED,
  /**
   * It is bad and stays where it is, since nothing shall be taken back, or there is nothing to go
   * back to.
   */
  HALTED,
  /** Another change took its place. */
  SUPERSEDED;

  /** Whether nothing will come of it any more by itself. */
  public boolean isOver() {
    return switch (this) {
      case COMPLETED, ROLLED_BACK, SUPERSEDED, REJECTED, HALTED -> true;
      case PENDING,
          VALIDATING,
          PROVISIONING,
          PROGRESSING,
          BAKING,
          FINALIZING,
          TRIPPED,
          ROLLING_BACK,
          ROLLBACK_FAILED ->
          false;
    };
  }

  /** Whether it takes part in what AWS shall be, as a target. */
  public boolean isBeingTried() {
    return switch (this) {
      case PROVISIONING, PROGRESSING, BAKING, TRIPPED, HALTED -> true;
      case PENDING,
          VALIDATING,
          REJECTED,
          FINALIZING,
          COMPLETED,
          ROLLING_BACK,
          ROLLED_BACK,
          ROLLBACK_FAILED,
          SUPERSEDED ->
          false;
    };
  }

  /** Whether it was bad and has been, or is being, taken back. */
  public boolean isBeingTakenBack() {
    return switch (this) {
      case ROLLING_BACK, ROLLED_BACK, ROLLBACK_FAILED -> true;
      case PENDING,
          VALIDATING,
          REJECTED,
          PROVISIONING,
          PROGRESSING,
          BAKING,
          FINALIZING,
          COMPLETED,
          TRIPPED,
          HALTED,
          SUPERSEDED ->
          false;
    };
  }

  /** As the API spells it: {@code RollingBack}. */
  public String spelled() {
    return CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, name());
  }

  /** What the API spells so. */
  public static Optional<Phase> spelled(String name) {
    return Arrays.stream(values()).filter(it -> it.spelled().equals(name)).findFirst();
  }
}
