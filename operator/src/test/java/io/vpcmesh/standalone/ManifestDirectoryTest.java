package io.vpcmesh.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.manifest.ManifestProblem;
import io.vpcmesh.standalone.directory.GitHead;
import io.vpcmesh.standalone.directory.Look;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestDirectoryTest {

  @TempDir private Path root;

  @Test
  void manifestsAreFoundInFoldersAndHiddenOnesAreNot() throws IOException {
    write("a.yaml", "");
    write("deep/er/b.yml", "");
    write("notes.txt", "");
    write(".git/c.yaml", "");
    write("deep/.hidden.yaml", "");

    assertThat(look().visible()).containsOnlyKeys("a.yaml", "deep/er/b.yml");
  }

  @Test
  void twoLooksAtTheSameFilesAreEqual() throws IOException {
    write("a.yaml", "kind: x");

    assertThat(look()).isEqualTo(look());
  }

  @Test
  void aChangeShowsAlthoughLengthAndTimeStayTheSame() throws IOException {
    write("a.yaml", "kind: x");
    FileTime time = Files.getLastModifiedTime(root.resolve("a.yaml"));
    Look before = look();

    write("b.yaml", "kind: y");
    Files.setLastModifiedTime(root.resolve("b.yaml"), time);
    Files.move(root.resolve("b.yaml"), root.resolve("a.yaml"), StandardCopyOption.REPLACE_EXISTING);

    assertThat(look()).isNotEqualTo(before);
  }

  @Test
  void aDirectoryThatIsNotThereSaysSo() {
    Path missing = root.resolve("missing");

    assertThat(new ManifestDirectory(missing).look())
        .isEqualTo(new Look.Unavailable("manifest directory " + missing + " does not exist"));
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    write("a.yaml", "");
    Path file = root.resolve("a.yaml");

    assertThat(new ManifestDirectory(file).look())
        .isEqualTo(new Look.Unavailable("manifest directory " + file + " is a file"));
  }

  @Test
  void whyADirectoryCannotBeReadIsTold() throws IOException {
    Path link = root.resolve("link");
    Files.createSymbolicLink(link, link);

    assertThat(new ManifestDirectory(link).look())
        .isEqualTo(
            new Look.Unavailable(
                "manifest directory %s cannot be read (%s: Too many levels of symbolic links or unable to access attributes of symbolic link)"
                    .formatted(link, link)));
  }

  @Test
  void aLinkToNothingIsAProblemOfThatFile() throws IOException {
    Files.createSymbolicLink(root.resolve("a.yaml"), root.resolve("nothing.yaml"));

    assertThat(look().visible()).containsOnlyKeys("a.yaml");
    assertThat(problems("a.yaml"))
        .containsExactly(
            "a.yaml:1: cannot be read: it is a link to a file that is not there: mend or remove it");
  }

  @Test
  void aLinkToItselfIsAProblemOfThatFile() throws IOException {
    Files.createSymbolicLink(root.resolve("100% a.yaml"), Path.of("100% a.yaml"));

    assertThat(look().visible()).containsOnlyKeys("100% a.yaml");
    assertThat(problems("100% a.yaml"))
        .singleElement()
        .asString()
        .startsWith("100% a.yaml:1: cannot be read: Too many levels of symbolic links");
  }

  @Test
  void aLinkThatIsMendedShows() throws IOException {
    Files.createSymbolicLink(root.resolve("a.yaml"), root.resolve("b.yml"));
    Look before = look();

    write("b.yml", "");

    assertThat(look()).isNotEqualTo(before);
    assertThat(problems("a.yaml")).isEmpty();
  }

  @Test
  void aLinkToNothingThatIsNoManifestIsPassedOver() throws IOException {
    Files.createSymbolicLink(root.resolve("a.txt"), root.resolve("nothing.yaml"));

    assertThat(look().visible()).isEmpty();
  }

  @Test
  void aFolderNamedLikeAManifestIsPassedOver() throws IOException {
    write("a.yaml", "");
    Files.createDirectory(root.resolve("c.yaml"));

    assertThat(look().visible()).containsOnlyKeys("a.yaml");
  }

  @Test
  void aLinkThatLeadsRoundInACircleIsPassedOver() throws IOException {
    write("a.yaml", "");
    Files.createSymbolicLink(root.resolve("again"), root);

    assertThat(look().visible()).containsOnlyKeys("a.yaml");
  }

  @Test
  void aFileThatIsNoTextIsAProblemOfThatFile() throws IOException {
    Files.write(root.resolve("a.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});

    assertThat(problems("a.yaml")).containsExactly("a.yaml:1: is not written in UTF-8");
  }

  @Test
  void aFileThatVanishedMeanwhileIsLeftOut() {
    assertThat(new ManifestDirectory(root).read(ImmutableSet.of("gone.yaml"))).isEmpty();
  }

  @Test
  void withoutGitThereIsNoHead() throws IOException {
    assertThat(GitWorkTree.headOf(root)).isEmpty();
  }

  @Test
  void theBranchAndItsCommitAreRead() throws IOException {
    write(".git/HEAD", "ref: refs/heads/team/main\n");
    write(".git/refs/heads/team/main", "1a2b\n");
    write("deep/a.yaml", "");

    assertThat(GitWorkTree.headOf(root.resolve("deep"))).contains(new GitHead("team/main", "1a2b"));
  }

  @Test
  void aPackedCommitIsRead() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/packed-refs", "# pack-refs\n9f9f refs/heads/other-main\n1a2b refs/heads/main\n");

    assertThat(GitWorkTree.headOf(root)).contains(new GitHead("main", "1a2b"));
  }

  @Test
  void aDetachedHeadIsABranchOfItsOwn() throws IOException {
    write(".git/HEAD", "1a2b\n");

    assertThat(GitWorkTree.headOf(root)).contains(new GitHead("(detached)", "1a2b"));
  }

  @Test
  void aLinkedWorkTreeFindsItsRepository() throws IOException {
    write("main/.git/worktrees/w/HEAD", "ref: refs/heads/topic\n");
    write("main/.git/worktrees/w/commondir", "../..\n");
    write("main/.git/refs/heads/topic", "1a2b\n");
    write("w/.git", "gitdir: " + root.resolve("main/.git/worktrees/w") + "\n");

    assertThat(GitWorkTree.headOf(root.resolve("w")))
        .isEqualTo(Optional.of(new GitHead("topic", "1a2b")));
  }

  private List<String> problems(String file) {
    var readings = new ManifestDirectory(root).read(ImmutableSet.of(file));
    return Objects.requireNonNull(readings.get(file)).content().problems().stream()
        .map(ManifestProblem::text)
        .toList();
  }

  private Look look() {
    return new ManifestDirectory(root).look();
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
