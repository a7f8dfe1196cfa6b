package io.vpcmesh.cli;

/** What the process ends with; the last two are those of sysexits.h. */
final class ExitCode {

  static final int FINE = 0;
  static final int FAILED = 1;
  static final int CHANGES_PLANNED = 2;
  static final int DENIED = 2;
  static final int USAGE = 64;
  static final int IO = 74;

  private ExitCode() {}
}
