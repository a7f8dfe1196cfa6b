package io.vpcmesh.standalone;

import com.google.common.io.ByteStreams;
import io.vpcmesh.standalone.directory.GitHead;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads what is checked out from Git's own files: no git command is needed for that. Names are
 * bytes to Git; what is no UTF-8 in them is read as something else, but never stops the reading.
 */
final class GitWorkTree {

  private static final String REF = "ref: ";
  private static final String BRANCH = "refs/heads/";
  private static final String GIT_DIRECTORY = "gitdir: ";

  /** Far beyond the longest path. */
  private static final int LONGEST_LINE = 1 << 16;

  /** Some hundred thousand branches and tags. */
  private static final int LONGEST_LIST = 1 << 24;

  private GitWorkTree() {}

  /**
   * What is checked out around a directory; empty when no Git work tree holds it, or one of which
   * that cannot be told.
   */
  static Optional<GitHead> headOf(Path directory) throws IOException {
    for (Path at = directory.toRealPath(); at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      if (Files.exists(git)) {
        return head(at, git);
      }
    }
    return Optional.empty();
  }

  private static Optional<GitHead> head(Path workTree, Path git) {
    try {
      return Optional.of(read(Files.isDirectory(git) ? git : linked(workTree, git)));
    } catch (IOException | InvalidPathException damaged) {
      return Optional.empty();
    }
  }

  /** In a worktree or submodule {@code .git} is a file that says where the rest is. */
  private static Path linked(Path workTree, Path file) throws IOException {
    String text = line(file);
    if (!text.startsWith(GIT_DIRECTORY)) {
      throw new IOException(file + " names no directory of Git");
    }
    return workTree.resolve(text.substring(GIT_DIRECTORY.length()));
  }

  private static GitHead read(Path git) throws IOException {
    String head = line(git.resolve("HEAD"));
    if (!head.startsWith(REF)) {
      return new GitHead("(detached)", head);
    }
    String ref = head.substring(REF.length());
    String branch = ref.startsWith(BRANCH) ? ref.substring(BRANCH.length()) : ref;
    return new GitHead(branch, commit(common(git), ref));
  }

  /** Worktrees share the branches of the repository that they belong to. */
  private static Path common(Path git) throws IOException {
    Path elsewhere = git.resolve("commondir");
    return Files.exists(elsewhere) ? git.resolve(line(elsewhere)) : git;
  }

  private static String commit(Path git, String ref) throws IOException {
    Path loose = git.resolve(ref).normalize();
    if (!loose.startsWith(git.normalize())) {
      throw new IOException(ref + " leads out of " + git);
    }
    return Files.isRegularFile(loose) ? line(loose) : packed(git.resolve("packed-refs"), ref);
  }

  private static String packed(Path file, String ref) throws IOException {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    if (Files.size(file) > LONGEST_LIST) {
      throw new IOException(file + " is too long");
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                ByteStreams.limit(Files.newInputStream(file), LONGEST_LIST),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.endsWith(" " + ref)) {
          return line.substring(0, line.indexOf(' '));
        }
      }
      return "";
    }
  }

  private static String line(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST_LINE + 1);
      if (bytes.length > LONGEST_LINE) {
        throw new IOException(file + " is too long");
      }
      return new String(bytes, StandardCharsets.UTF_8).strip();
    }
  }
}
