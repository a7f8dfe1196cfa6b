package io.vpcmesh.standalone;

import static com.google.common.collect.ImmutableSortedMap.toImmutableSortedMap;

import com.fasterxml.jackson.databind.JavaType;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.hash.Hashing;
import io.vpcmesh.standalone.directory.ManifestName;
import io.vpcmesh.standalone.directory.ManifestName.Kind;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** One kind of value, a file for each resource: {@code journals/endpoints/shop.orders.json}. */
final class Folder<T> {

  private static final int LONGEST_NAME = 200;
  private static final String SUFFIX = ".json";

  private final StateFiles files;
  private final String installation;
  private final Consumer<String> passedOver;
  private final Path path;
  private final JavaType type;

  Folder(Cabinet cabinet, String name, Kind kind, Class<T> type) {
    this.files = cabinet.files();
    this.installation = cabinet.installation();
    this.passedOver = cabinet.passedOver();
    this.path = files.path(name).resolve(plural(kind));
    this.type = files.typeOf(Entry.class, type);
  }

  /**
   * The files of one installation.
   *
   * @param passedOver is told, in a sentence, of each file that does without being read
   */
  record Cabinet(StateFiles files, String installation, Consumer<String> passedOver) {}

  /** A value with what it is about, and whose it is. */
  record Entry<T>(String installation, ManifestName name, T content) {}

  void write(ManifestName name, T content) {
    files.write(file(name), new Entry<>(installation, name, content));
  }

  void delete(ManifestName name) {
    files.delete(file(name));
  }

  ImmutableSortedMap<ManifestName, T> readAll() {
    return readAll(this::read);
  }

  /**
   * Without those that cannot be used, each of which is told of.
   *
   * @param wayOut for who has one of them, as the rest of a sentence
   */
  ImmutableSortedMap<ManifestName, T> readUsable(String wayOut) {
    return readAll(file -> {
      try {
        return read(file);
      } catch (UnusableFileException unusable) {
        passedOver.accept(unusable.passedOver(wayOut));
        return Optional.empty();
      }
    });
  }

  private ImmutableSortedMap<ManifestName, T> readAll(Function<Path, Optional<Entry<T>>> read) {
    return list().stream()
        .map(read)
        .flatMap(Optional::stream)
        .collect(toImmutableSortedMap(Comparator.naturalOrder(), Entry::name, Entry::content));
  }

  private Optional<Entry<T>> read(Path file) {
    Optional<Entry<T>> entry = files.read(file, type);
    entry.ifPresent(found -> {
      if (!found.installation().equals(installation)) {
        throw misplaced(
            "state file %s belongs to installation %s, the directory to %s"
                .formatted(file, found.installation(), installation));
      }
      if (!file(found.name()).equals(file)) {
        throw misplaced("state file %s is about %s".formatted(file, found.name()));
      }
    });
    return entry;
  }

  private static UnusableFileException misplaced(String what) {
    return new UnusableFileException(what, "put it back where it came from", null);
  }

  private ImmutableList<Path> list() {
    if (!Files.isDirectory(path)) {
      return ImmutableList.of();
    }
    try {
      return StateFiles.list(path).stream()
          .filter(Folder::isWhole)
          .collect(ImmutableList.toImmutableList());
    } catch (IOException unreadable) {
      throw StateFiles.cannot("read", path, unreadable);
    }
  }

  /** What begins with a dot was never finished. */
  private static boolean isWhole(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(SUFFIX) && !name.startsWith(".");
  }

  private Path file(ManifestName name) {
    String plain = name.namespace().isEmpty() ? name.name() : name.namespace() + "." + name.name();
    return path.resolve(safe(plain) + SUFFIX);
  }

  private static String plural(Kind kind) {
    return switch (kind) {
      case NAMESPACE -> "namespaces";
      case MESH -> "meshes";
      case ENDPOINT -> "endpoints";
    };
  }

  /** Nothing that a person writes into a manifest leads out of the folder. */
  private static String safe(String name) {
    String safe = URLEncoder.encode(name, StandardCharsets.UTF_8);
    String hidden = safe.startsWith(".") ? "_" + safe : safe;
    return hidden.length() <= LONGEST_NAME
        ? hidden
        : hidden.substring(0, LONGEST_NAME)
            + "-"
            + Hashing.sha256().hashString(name, StandardCharsets.UTF_8).toString().substring(0, 16);
  }
}
