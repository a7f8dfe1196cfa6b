package io.vpcmesh.standalone;

import org.jspecify.annotations.Nullable;

/** State that cannot be used; the message is one sentence that names the file and the way out. */
public sealed class StateException extends RuntimeException permits UnusableFileException {

  private static final long serialVersionUID = 1L;

  public StateException(String message) {
    super(message);
  }

  public StateException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
