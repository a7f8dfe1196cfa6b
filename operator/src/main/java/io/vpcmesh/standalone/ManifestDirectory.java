package io.vpcmesh.standalone;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.manifest.ManifestDocument;
import io.vpcmesh.manifest.ManifestFile;
import io.vpcmesh.manifest.ManifestProblem;
import io.vpcmesh.manifest.ManifestReader;
import io.vpcmesh.standalone.directory.Fingerprint;
import io.vpcmesh.standalone.directory.Look;
import io.vpcmesh.standalone.directory.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Looks at a directory of manifests and reads its files. */
public final class ManifestDirectory {

  private static final int DEEPEST = 32;

  private final Path root;
  private final ManifestReader reader = new ManifestReader();

  public ManifestDirectory(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /** Lists the manifest files without reading them. */
  public Look look() {
    try {
      Visitor visitor = new Visitor(root.toRealPath());
      if (!Files.isDirectory(visitor.base)) {
        return new Look.Unavailable("manifest directory %s is a file".formatted(root));
      }
      Files.walkFileTree(visitor.base, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, visitor);
      return new Look.Listed(ImmutableSortedMap.copyOf(visitor.files), GitWorkTree.headOf(root));
    } catch (NoSuchFileException _) {
      return new Look.Unavailable("manifest directory %s does not exist".formatted(root));
    } catch (FileSystemException unreadable) {
      return unreadable(unreadable.getFile() + ": " + FileTrouble.inWords(unreadable));
    } catch (IOException unreadable) {
      return unreadable(FileTrouble.inWords(unreadable));
    }
  }

  private Look unreadable(String why) {
    return new Look.Unavailable("manifest directory %s cannot be read (%s)".formatted(root, why));
  }

  /** Reads those files that nobody writes to meanwhile; others are left out. */
  public ImmutableMap<String, Reading> read(Set<String> paths) {
    ImmutableMap.Builder<String, Reading> readings = ImmutableMap.builder();
    for (String path : paths) {
      read(path).ifPresent(reading -> readings.put(path, reading));
    }
    return readings.buildOrThrow();
  }

  private Optional<Reading> read(String path) {
    Path file = new FileNames(root).file(path);
    try {
      Fingerprint before = fingerprint(file);
      ManifestFile content = content(path, file, before.length());
      return Optional.of(new Reading(before, content))
          .filter(reading -> unchanged(file, reading.fingerprint()));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Reads no more than the file showed: some that show nothing, such as in /proc, have no end. */
  private ManifestFile content(String path, Path file, long length) {
    if (length > ManifestReader.MAX_BYTES) {
      return unusable(path, ManifestReader.tooLong(length));
    }
    try (InputStream in = Files.newInputStream(file)) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes((int) length));
      return reader.read(path, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException _) {
      return unusable(path, "is not written in UTF-8");
    } catch (NoSuchFileException _) {
      return unusable(
          path, "cannot be read: it is a link to a file that is not there: mend or remove it");
    } catch (IOException unreadable) {
      return unusable(path, "cannot be read: " + FileTrouble.inWords(unreadable));
    }
  }

  private static ManifestFile unusable(String path, String why) {
    return new ManifestFile(
        path,
        ImmutableList.of(
            new ManifestDocument.Broken(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                ImmutableList.of(new ManifestProblem(path, 1, "", why)))));
  }

  private static boolean unchanged(Path file, Fingerprint before) {
    try {
      return fingerprint(file).equals(before);
    } catch (IOException _) {
      return false;
    }
  }

  /** A link that leads nowhere looks as the link itself does. */
  private static Fingerprint fingerprint(Path file) throws IOException {
    try {
      return fingerprint(file, new LinkOption[0]);
    } catch (IOException nowhere) {
      if (leadsNowhere(file)) {
        return fingerprint(file, LinkOption.NOFOLLOW_LINKS);
      }
      throw nowhere;
    }
  }

  /** To open a pipe would wait for somebody to write into it, so that it is none of ours. */
  private static Fingerprint fingerprint(Path file, LinkOption... links) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, links);
    if (!attributes.isRegularFile() && !attributes.isSymbolicLink()) {
      throw new NoSuchFileException(file.toString());
    }
    FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime", links);
    return new Fingerprint(
        attributes.size(),
        attributes.lastModifiedTime().toInstant(),
        changed.toInstant(),
        String.valueOf(attributes.fileKey()));
  }

  private static boolean leadsNowhere(Path file) {
    return Files.isSymbolicLink(file) && !Files.exists(file);
  }

  private static boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  private static boolean isManifest(Path path) {
    String name = String.valueOf(path.getFileName());
    return !isHidden(path) && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }

  /** Collects manifest files; hidden ones and hidden folders such as {@code .git} are skipped. */
  private static final class Visitor extends SimpleFileVisitor<Path> {

    private final Path base;
    private final FileNames names;
    private final Map<String, Fingerprint> files = new TreeMap<>();

    Visitor(Path base) {
      this.base = base;
      this.names = new FileNames(base);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return isHidden(folder) && !folder.equals(base)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      // What is still a link here could not be followed. What it declared is not to be missed.
      if (isManifest(file) && (attributes.isRegularFile() || attributes.isSymbolicLink())) {
        try {
          String name = names.of(file);
          files.put(name, fingerprint(names.file(name)));
        } catch (NoSuchFileException _) {
          return FileVisitResult.CONTINUE;
        }
      }
      return FileVisitResult.CONTINUE;
    }

    /** What vanished just now, or leads round in a circle, is not there; the rest is an error. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException || failure instanceof FileSystemLoopException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
