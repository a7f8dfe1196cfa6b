package io.vpcmesh.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import io.vpcmesh.engine.codec.JournalJson;
import io.vpcmesh.standalone.directory.Declaration;
import io.vpcmesh.standalone.directory.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes the files of a state directory; what cannot be read is named, never deleted. */
public final class StateFiles {

  /** Far beyond what is ever written. */
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder().maxNestingDepth(100).maxDocumentLength(1 << 28).build();

  private final Path root;
  private final Runnable permission;
  private final ObjectMapper mapper;

  public StateFiles(Path root) {
    this(root, () -> {});
  }

  /**
   * The files of a directory that is written to with permission only.
   *
   * @param permission is asked for before each change and after one that failed; throws when there
   *     is none
   */
  StateFiles(Path root, Runnable permission) {
    this.root = root;
    this.permission = permission;
    this.mapper =
        JournalJson.mapper()
            .addMixIn(Declaration.class, DeclarationJson.class)
            .addMixIn(Request.class, RequestJson.class);
    mapper.getFactory().setStreamReadConstraints(LIMITS);
  }

  public Path root() {
    return root;
  }

  Path path(String name) {
    return root.resolve(name);
  }

  /** Reads a file, if it is there. */
  public <T> Optional<T> read(String name, Class<T> type) {
    return read(path(name), mapper.constructType(type));
  }

  /** Writes a file for good. */
  public void write(String name, Object content) {
    write(path(name), content);
  }

  <T> Optional<T> read(Path file, JavaType type) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      throw damaged(file, "it is no file", Optional.empty());
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(whole(file, mapper.readValue(in, type)));
    } catch (NoSuchFileException goneJustNow) {
      return Optional.empty();
    } catch (JsonProcessingException damaged) {
      throw damaged(file, Misread.inWords(damaged), Optional.of(damaged));
    } catch (IOException unreadable) {
      throw cannot("read", file, unreadable);
    }
  }

  private static <T> T whole(Path file, @Nullable T content) {
    Optional<String> missing = Whole.missingIn(content);
    if (content == null || missing.isPresent()) {
      String what = missing.filter(place -> !place.isEmpty()).orElse("everything");
      throw damaged(file, what + " is missing", Optional.empty());
    }
    return content;
  }

  private static StateException damaged(Path file, String how, Optional<IOException> why) {
    return new UnusableFileException(
        "state file %s is damaged (%s)".formatted(file, how),
        "restore it from a backup; nothing was changed",
        why.orElse(null));
  }

  void write(Path file, Object content) {
    permission.run();
    try {
      AtomicFile.write(file, mapper.writeValueAsBytes(content));
    } catch (IOException unwritable) {
      // The permission may have ended between the question and the write, and is the better reason.
      permission.run();
      throw cannot("write", file, unwritable);
    }
  }

  void delete(Path file) {
    permission.run();
    try {
      AtomicFile.delete(file);
    } catch (IOException stuck) {
      permission.run();
      throw cannot("remove", file, stuck);
    }
  }

  /** What lies in a folder, in order; the streams of Java would throw where nobody expects it. */
  static ImmutableList<Path> list(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return ImmutableList.sortedCopyOf(entries);
    } catch (DirectoryIteratorException broken) {
      throw broken.getCause();
    }
  }

  JavaType typeOf(Class<?> generic, Class<?> parameter) {
    return mapper.getTypeFactory().constructParametricType(generic, parameter);
  }

  static StateException cannot(String what, Path file, IOException why) {
    return new StateException(
        "cannot %s %s (%s): %s"
            .formatted(what, file, FileTrouble.inWords(why), FileTrouble.wayOut(why)),
        why);
  }
}
