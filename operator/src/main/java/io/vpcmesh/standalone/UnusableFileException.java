package io.vpcmesh.standalone;

import org.jspecify.annotations.Nullable;

/** A state file that is not what it should be. */
final class UnusableFileException extends StateException {

  private static final long serialVersionUID = 1L;

  private final String what;

  /**
   * One that stops whoever needs it.
   *
   * @param what names the file and what is wrong with it
   * @param wayOut of it, as the rest of the sentence
   */
  UnusableFileException(String what, String wayOut, @Nullable Throwable cause) {
    super(what + ": " + wayOut, cause);
    this.what = what;
  }

  /** The same where nobody needs it so much. */
  String passedOver(String wayOut) {
    return "%s: it is passed over; %s".formatted(what, wayOut);
  }
}
