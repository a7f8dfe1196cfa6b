package io.vpcmesh.cli;

/** How much is logged by a command whose answer stands on stdout. */
final class LogLevel {

  private static final String NAME = "VPCMESH_LOG_LEVEL";

  private LogLevel() {}

  /** Must come before the first line that is logged. */
  static void unlessChosen(String level) {
    if (System.getenv(NAME) == null) {
      System.setProperty(NAME, level);
    }
  }
}
