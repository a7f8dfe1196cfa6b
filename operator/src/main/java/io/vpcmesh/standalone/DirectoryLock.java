package io.vpcmesh.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second daemon away. The lock goes with the process, however that ends; the pid in a file
 * of its own is for the message alone.
 *
 * <p>Its first byte decides who the daemon is, and only daemons lock that. Whoever wants to know
 * whether there is one tries the second byte, which a daemon locks besides.
 *
 * <p>What is locked is a file, not its name: once the name is gone or is another file's, the next
 * daemon finds nothing locked. So a daemon has to look whether the lock still means anything.
 */
final class DirectoryLock implements AutoCloseable {

  private static final String LOCK = "lock";
  private static final String PID = "daemon.pid";

  private final FileChannel channel;
  private final Path file;
  private final Optional<Object> key;

  private DirectoryLock(FileChannel channel, Path file) throws IOException {
    this.channel = channel;
    this.file = file;
    this.key = key(file);
  }

  static DirectoryLock take(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(channel, Part.DAEMON) == null) {
      channel.close();
      throw new StateException(
          "state directory %s is in use by the daemon with pid %s: stop that one, or name another directory with --state"
              .formatted(directory, holder(directory).orElse("unknown")));
    }
    // Waits for those who just look; none of them does for longer than a moment.
    channel.lock(Part.SIGN.at, 1, false);
    long pid = ProcessHandle.current().pid();
    Files.writeString(directory.resolve(PID), pid + "\n", StandardCharsets.UTF_8);
    return new DirectoryLock(channel, directory.resolve(LOCK));
  }

  /** Whether the file that is locked is still the one that the next daemon would try to lock. */
  boolean isHeld() throws IOException {
    try {
      return key(file).equals(key);
    } catch (NoSuchFileException removed) {
      return false;
    }
  }

  /** What tells a file from another one of the same name, where the system tells that at all. */
  private static Optional<Object> key(Path file) throws IOException {
    return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
  }

  /** Whether a daemon uses the directory. */
  static boolean isTaken(Path directory) throws IOException {
    if (!Files.exists(directory.resolve(LOCK))) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.READ)) {
      return lock(channel, Part.SIGN) == null;
    }
  }

  private enum Part {
    DAEMON(0, false),
    /** A shared lock is enough to meet the daemon's, and whoever may only read can have it. */
    SIGN(1, true);

    private final long at;
    private final boolean shared;

    Part(long at, boolean shared) {
      this.at = at;
      this.shared = shared;
    }
  }

  private static @Nullable FileLock lock(FileChannel channel, Part part) throws IOException {
    try {
      return channel.tryLock(part.at, 1, part.shared);
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private static Optional<String> holder(Path directory) throws IOException {
    Path file = directory.resolve(PID);
    return Files.exists(file)
        ? Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip())
        : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
