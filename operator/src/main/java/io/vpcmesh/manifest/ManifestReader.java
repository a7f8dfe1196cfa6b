package io.vpcmesh.manifest;

import com.google.common.collect.ImmutableList;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads manifest files as strictly as Kubernetes does and explains what is wrong better.
 *
 * <p>Nothing is thrown for what a person wrote. Rules that compare fields with each other or with
 * the past are not checked here but where the whole mesh is known.
 */
public final class ManifestReader {
  /** The largest file that is read, in bytes. */
  public static final int MAX_BYTES = 4 << 20;

  /** The most documents of one file that are read, those in lists included. */
  private static final int MOST_DOCUMENTS = 10_000;

  private static final int MOST_PROBLEMS = 1_000;

  private final DocumentReader documents = new DocumentReader();

  /** Reads one file; its name only goes into messages. */
  public ManifestFile read(String fileName, String text) {
    int size = text.getBytes(StandardCharsets.UTF_8).length;
    if (size > MAX_BYTES) {
      return new ManifestFile(fileName, ImmutableList.of(unreadable(fileName, 1, tooLong(size))));
    }
    ImmutableList<ManifestDocument> read =
        YamlChunk.split(text.startsWith("\uFEFF") ? text.substring(1) : text).stream()
            .flatMap(chunk -> read(fileName, chunk))
            .limit(MOST_DOCUMENTS + 1L)
            .collect(ImmutableList.toImmutableList());
    return new ManifestFile(
        fileName, read.size() <= MOST_DOCUMENTS ? inShort(read) : tooMany(fileName));
  }

  /** Who has that many faults to mend needs no more than the first of each further document. */
  private static ImmutableList<ManifestDocument> inShort(ImmutableList<ManifestDocument> all) {
    ImmutableList.Builder<ManifestDocument> told = ImmutableList.builder();
    int problems = 0;
    for (ManifestDocument document : all) {
      told.add(problems < MOST_PROBLEMS ? document : document.inShort());
      problems += document.problems().size();
    }
    return told.build();
  }

  /** What to say of a file that is too large to be read. */
  public static String tooLong(long size) {
    return "is %,d bytes long; at most %,d are read, so split it".formatted(size, MAX_BYTES);
  }

  private static ImmutableList<ManifestDocument> tooMany(String fileName) {
    String message = "holds more than %,d documents; split it".formatted(MOST_DOCUMENTS);
    return ImmutableList.of(unreadable(fileName, 1, message));
  }

  private Stream<ManifestDocument> read(String fileName, YamlChunk chunk) {
    return switch (YamlParser.parse(chunk)) {
      case YamlParser.Result.Refused(int line, String message) ->
          Stream.of(unreadable(fileName, line, message));
      case YamlParser.Result.Documents(var roots) ->
          roots.stream()
              .map(root -> new YamlDocument(root, chunk.firstLine()))
              .flatMap(yaml -> documents.read(fileName, yaml));
    };
  }

  private static ManifestDocument unreadable(String fileName, int line, String message) {
    return new ManifestDocument.Broken(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        line,
        ImmutableList.of(new ManifestProblem(fileName, line, "", message)));
  }
}
