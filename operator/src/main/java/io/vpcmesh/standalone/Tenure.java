package io.vpcmesh.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The time in which a state directory is this daemon's: as long as its lock keeps others out. */
final class Tenure implements AutoCloseable {

  private final Path directory;
  private final DirectoryLock lock;
  private volatile Consumer<StateException> onLost = lost -> {};

  Tenure(Path directory, DirectoryLock lock) {
    this.directory = directory;
    this.lock = lock;
  }

  Path directory() {
    return directory;
  }

  /** Tells this listener, and no other one any more, when somebody notices the end. */
  void onLost(Consumer<StateException> listener) {
    onLost = listener;
  }

  /** Throws when it is over; the listener is told first, so that it can end the daemon. */
  void require() {
    if (!isHeld()) {
      StateException lost =
          new StateException(
              "state directory %s is not this daemon's any more, since its file lock was removed or replaced: put back what is missing in it, see that no other daemon uses it, and start again"
                  .formatted(directory));
      onLost.accept(lost);
      throw lost;
    }
  }

  private boolean isHeld() {
    try {
      return lock.isHeld();
    } catch (IOException unknown) {
      throw StateFiles.cannot("look at the lock of", directory, unknown);
    }
  }

  /** Lets the next daemon in. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException unusable) {
      throw StateFiles.cannot("unlock", directory, unusable);
    }
  }
}
