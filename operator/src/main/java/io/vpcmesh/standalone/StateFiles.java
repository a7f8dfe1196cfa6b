package io.vpcmesh.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vpcmesh.engine.codec.JournalJson;
import io.vpcmesh.standalone.directory.Declaration;
import io.vpcmesh.standalone.directory.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads and writes the files of a state directory; what cannot be read is named, never deleted. */
public final class StateFiles {

  private final Path root;
  private final ObjectMapper mapper;

  public StateFiles(Path root) {
    this.root = root;
    this.mapper =
        JournalJson.mapper()
            .addMixIn(Declaration.class, DeclarationJson.class)
            .addMixIn(Request.class, RequestJson.class);
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
    try {
      return Files.exists(file)
          ? Optional.of(mapper.readValue(Files.readString(file, StandardCharsets.UTF_8), type))
          : Optional.empty();
    } catch (JsonProcessingException damaged) {
      throw new StateException(
          "state file %s is damaged (%s): restore it from a backup; nothing was changed"
              .formatted(file, damaged.getOriginalMessage()),
          damaged);
    } catch (IOException unreadable) {
      throw cannot("read", file, unreadable);
    }
  }

  void write(Path file, Object content) {
    try {
      AtomicFile.write(file, mapper.writeValueAsBytes(content));
    } catch (IOException unwritable) {
      throw cannot("write", file, unwritable);
    }
  }

  void delete(Path file) {
    try {
      AtomicFile.delete(file);
    } catch (IOException stuck) {
      throw cannot("remove", file, stuck);
    }
  }

  JavaType typeOf(Class<?> generic, Class<?> parameter) {
    return mapper.getTypeFactory().constructParametricType(generic, parameter);
  }

  static StateException cannot(String what, Path file, IOException why) {
    return new StateException(
        "cannot %s %s (%s): give this user access to it, or name another directory with --state"
            .formatted(what, file, FileTrouble.inWords(why)),
        why);
  }
}
