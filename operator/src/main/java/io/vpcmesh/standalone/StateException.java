package io.vpcmesh.standalone;

/** State that cannot be used; the message is one sentence that names the file and the way out. */
public final class StateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StateException(String message) {
    super(message);
  }

  public StateException(String message, Throwable cause) {
    super(message, cause);
  }
}
