package io.vpcmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the cloud when files go, all or in part, with the real daemon on real files. */
class VanishedManifestTest {

  private static final String[] ALL = {"order", "payments", "user", "web"};

  @TempDir private Path folder;

  @Test
  void withoutTheFlagNothingIsEverDeleted() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      shop.delete("web.yaml").pass(Duration.ofMinutes(10));

      assertThat(shop.services()).containsExactly(ALL);
    }
  }

  @Test
  void withTheFlagAVanishedManifestIsPrunedAfterAQuietMinute() throws IOException {
    try (VirtualShop shop = pruning()) {
      shop.delete("web.yaml").pass(Duration.ofSeconds(58));
      var before = shop.services();
      shop.pass(Duration.ofSeconds(20));

      assertThat(before).containsExactly(ALL);
      assertThat(shop.services()).containsExactly("order", "payments", "user");
    }
  }

  @Test
  void aVanishedNamespaceTakesNobodyOutOfTheMesh() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).withItsMeshElsewhere()) {
      shop.start(true);
      shop.pass(Duration.ofSeconds(45));
      long calls = shop.writes();

      shop.delete("00-namespace.yaml").pass(Duration.ofMinutes(10));

      assertThat(shop.services()).containsExactly(ALL);
      assertThat(shop.writes()).isEqualTo(calls);
    }
  }

  @Test
  void aFileThatIsBeingWrittenPutsThePruningOff() throws IOException {
    try (VirtualShop shop = pruning()) {
      shop.delete("web.yaml");
      for (int i = 0; i < 4; i++) {
        shop.write("user.yaml", shop.text("user.yaml") + "# again\n");
        shop.pass(Duration.ofSeconds(40));
      }
      var before = shop.services();
      shop.pass(Duration.ofSeconds(40));

      assertThat(before).containsExactly(ALL);
      assertThat(shop.services()).containsExactly("order", "payments", "user");
    }
  }

  @Test
  void withGitACommitThatRemovesAManifestPrunesAfterFiveQuietSeconds() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder)) {
      head("main", "1a1a");
      shop.start(true);
      shop.pass(Duration.ofSeconds(45));

      shop.delete("web.yaml");
      head("main", "2b2b");
      shop.pass(Duration.ofSeconds(4));
      var before = shop.services();
      shop.pass(Duration.ofSeconds(12));

      assertThat(before).containsExactly(ALL);
      assertThat(shop.services()).containsExactly("order", "payments", "user");
    }
  }

  @Test
  void onAnotherBranchNothingIsPruned() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder)) {
      head("main", "1a1a");
      shop.start(true);
      shop.pass(Duration.ofSeconds(45));

      shop.delete("web.yaml");
      head("topic", "2b2b");
      shop.pass(Duration.ofMinutes(10));

      assertThat(shop.services()).containsExactly(ALL);
    }
  }

  @Test
  void aLinkThatLeadsNowhereIsAProblemAndNothingInItVanishes() throws IOException {
    try (VirtualShop shop = pruning()) {
      Path elsewhere = folder.resolve("web.yaml");
      Files.move(shop.manifests().resolve("web.yaml"), elsewhere);
      Files.createSymbolicLink(shop.manifests().resolve("web.yaml"), elsewhere);
      shop.pass(Duration.ofSeconds(30));

      Files.delete(elsewhere);
      shop.pass(Duration.ofMinutes(10));

      assertThat(shop.services()).containsExactly(ALL);
      assertThat(Told.by("prune", "--state", shop.state()).code()).isZero();
      assertThat(Told.by("status", "--state", shop.state()).out())
          .contains(
              "web.yaml:1: cannot be read: it is a link to a file that is not there: mend or remove it")
          .doesNotContain("Orphaned");
    }
  }

  @Test
  void anEmptyDirectoryPrunesNothing() throws IOException {
    try (VirtualShop shop = pruning()) {
      for (String name :
          new String[] {"mesh", "00-namespace", "order", "payments", "user", "web"}) {
        shop.delete(name + ".yaml");
      }
      shop.pass(Duration.ofMinutes(10));

      assertThat(shop.services()).containsExactly(ALL);
    }
  }

  @Test
  void anUnmountedDirectoryPrunesNothingAndIsNoNewsWhenItIsBack() throws IOException {
    try (VirtualShop shop = pruning()) {
      long calls = shop.writes();
      Files.move(shop.manifests(), folder.resolve("elsewhere"));
      shop.pass(Duration.ofMinutes(10));
      Files.move(folder.resolve("elsewhere"), shop.manifests());
      shop.pass(Duration.ofMinutes(5));

      assertThat(shop.services()).containsExactly(ALL);
      assertThat(shop.writes()).isEqualTo(calls);
    }
  }

  @Test
  void moreThanAFewAtOnceArePrunedByAPersonAlone() throws IOException {
    try (VirtualShop shop = pruning()) {
      for (String name : ALL) {
        shop.delete(name + ".yaml");
      }
      shop.pass(Duration.ofMinutes(10));

      assertThat(shop.services()).containsExactly(ALL);
      assertThat(Told.by("status", "--state", shop.state()).out())
          .contains(
              "4 resources have vanished, --prune may delete 3 of 6 in five minutes: put them back, or run 'vpcmesh prune'");
    }
  }

  @Test
  void anAddressThatIsTakenAwayStaysForFiveSeconds() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      shop.write("user.yaml", shop.text("user.yaml").replaceAll(".*10.0.2.20.*\n", ""));
      shop.pass(Duration.ofMillis(4_500));
      var before = shop.instances("user");
      shop.pass(Duration.ofSeconds(5));

      assertThat(before).containsExactly("10-0-1-20", "10-0-2-20");
      assertThat(shop.instances("user")).containsExactly("10-0-1-20");
    }
  }

  /** As a pull does that is slow: every file is there, cut off, and grows line by line. */
  @Test
  void manifestsThatAreWrittenSlowlyTakeNothingAway() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      long calls = shop.writes();

      for (String name : ALL) {
        rewriteSlowly(shop, name + ".yaml");
      }
      shop.pass(Duration.ofSeconds(30));

      assertThat(shop.services()).containsExactly(ALL);
      assertThat(shop.writes()).isEqualTo(calls);
    }
  }

  private static void rewriteSlowly(VirtualShop shop, String name) throws IOException {
    String text = shop.text(name);
    shop.write(name, "");
    for (String line : text.lines().toList()) {
      shop.pass(Duration.ofMillis(1_500));
      Files.writeString(shop.manifests().resolve(name), line + "\n", StandardOpenOption.APPEND);
    }
  }

  private VirtualShop pruning() throws IOException {
    VirtualShop shop = new VirtualShop(folder);
    shop.start(true);
    return shop.pass(Duration.ofSeconds(45));
  }

  private void head(String branch, String commit) throws IOException {
    Path git = folder.resolve(".git");
    Files.createDirectories(git.resolve("refs/heads"));
    Files.writeString(git.resolve("refs/heads").resolve(branch), commit + "\n");
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/" + branch + "\n");
  }
}
