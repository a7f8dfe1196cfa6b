package io.vpcmesh.standalone;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.standalone.Onlooker.Sight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Locks belong to processes, so that it takes two to try them. */
@Timeout(value = 120, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DirectoryLockTest {

  private static final int STARTS = 500;

  @TempDir private Path directory;

  @Test
  void whoOnlyLooksKeepsNoDaemonFromStarting() throws Exception {
    assertThat(starts()).isTrue();
    try (Onlooker onlooker = new Onlooker(directory)) {
      onlooker.awaitFirstLook();

      int started = 0;
      for (int start = 0; start < STARTS; start++) {
        started += starts() ? 1 : 0;
      }

      assertThat(started).isEqualTo(STARTS);
      assertThat(onlooker.ended().none()).isTrue();
    }
  }

  @Test
  void aDaemonOfAnotherProcessIsSeenInEachLook() throws Exception {
    try (DirectoryLock _ = DirectoryLock.take(directory);
        Onlooker onlooker = new Onlooker(directory)) {
      onlooker.awaitFirstLook();

      assertThat(onlooker.ended()).isEqualTo(new Sight(true, false));
    }
  }

  @Test
  void aLockWhoseFileStaysIsHeld() throws IOException {
    try (DirectoryLock lock = DirectoryLock.take(directory)) {
      Files.writeString(directory.resolve("installation.json"), "{}");

      assertThat(lock.isHeld()).isTrue();
    }
  }

  @Test
  void aLockWhoseFileIsRemovedIsNotHeldAnyMore() throws IOException {
    try (DirectoryLock lock = DirectoryLock.take(directory)) {
      Files.delete(directory.resolve("lock"));

      assertThat(lock.isHeld()).isFalse();
    }
  }

  @Test
  void theNextDaemonTakesAReplacedLockFromTheOneBefore() throws IOException {
    try (DirectoryLock before = DirectoryLock.take(directory)) {
      Files.delete(directory.resolve("lock"));

      try (DirectoryLock next = DirectoryLock.take(directory)) {
        assertThat(next.isHeld()).isTrue();
        assertThat(before.isHeld()).isFalse();
      }
    }
  }

  private boolean starts() throws IOException {
    try (DirectoryLock _ = DirectoryLock.take(directory)) {
      return true;
    } catch (StateException inUse) {
      return false;
    }
  }
}
