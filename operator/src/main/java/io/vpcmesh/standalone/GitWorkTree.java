package io.vpcmesh.standalone;

import io.vpcmesh.standalone.directory.GitHead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what is checked out from Git's own files: no git command is needed for that. */
final class GitWorkTree {

  private static final String REF = "ref: ";
  private static final String BRANCH = "refs/heads/";
  private static final String GIT_DIRECTORY = "gitdir: ";

  private GitWorkTree() {}

  /** What is checked out around a directory; empty when no Git work tree holds it. */
  static Optional<GitHead> headOf(Path directory) throws IOException {
    for (Path at = directory.toRealPath(); at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      if (Files.exists(git)) {
        return Optional.of(read(Files.isDirectory(git) ? git : linked(at, git)));
      }
    }
    return Optional.empty();
  }

  /** In a worktree or submodule {@code .git} is a file that says where the rest is. */
  private static Path linked(Path workTree, Path file) throws IOException {
    String text = line(file).orElse("");
    return text.startsWith(GIT_DIRECTORY)
        ? workTree.resolve(text.substring(GIT_DIRECTORY.length()))
        : file;
  }

  private static GitHead read(Path git) throws IOException {
    String head = line(git.resolve("HEAD")).orElse("");
    if (!head.startsWith(REF)) {
      return new GitHead("(detached)", head);
    }
    String ref = head.substring(REF.length());
    String branch = ref.startsWith(BRANCH) ? ref.substring(BRANCH.length()) : ref;
    return new GitHead(branch, commit(common(git), ref));
  }

  /** Worktrees share the branches of the repository that they belong to. */
  private static Path common(Path git) throws IOException {
    return line(git.resolve("commondir")).map(git::resolve).orElse(git);
  }

  private static String commit(Path git, String ref) throws IOException {
    Optional<String> loose = line(git.resolve(ref));
    return loose.isPresent() ? loose.orElseThrow() : packed(git.resolve("packed-refs"), ref);
  }

  private static String packed(Path file, String ref) throws IOException {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.endsWith(" " + ref))
          .findFirst()
          .map(line -> line.substring(0, line.indexOf(' ')))
          .orElse("");
    }
  }

  private static Optional<String> line(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip())
        : Optional.empty();
  }
}
