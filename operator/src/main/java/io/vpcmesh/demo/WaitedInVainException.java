package io.vpcmesh.demo;

/** What the story waits for does not happen; the message says what, and what is known of it. */
public final class WaitedInVainException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WaitedInVainException(String message) {
    super(message);
  }
}
