package io.vpcmesh.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is either as it was or as it is to be, whenever the power fails. */
final class AtomicFile {

  private AtomicFile() {}

  /** Writes a file for good. A file that is being written has a name that begins with a dot. */
  static void write(Path file, byte[] content) throws IOException {
    Path folder = folderOf(file);
    Files.createDirectories(folder);
    Path half = folder.resolve("." + file.getFileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            half,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    makeLast(folder);
  }

  /** Removes a file for good; that it isn't there is fine. */
  static void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      makeLast(folderOf(file));
    }
  }

  private static Path folderOf(Path file) throws NoSuchFileException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new NoSuchFileException(file.toString());
    }
    return folder;
  }

  /** A new or changed name lasts only once its folder is written, too. */
  private static void makeLast(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
