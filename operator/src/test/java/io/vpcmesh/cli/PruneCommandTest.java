package io.vpcmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a file that vanished to what a person decides about it. */
class PruneCommandTest {

  private static final Pattern CONFIRM = Pattern.compile("--confirm=(\\w+)");

  @TempDir private Path folder;

  @Test
  void nothingIsToBePrunedWhereNothingVanished() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      assertThat(Told.by("prune", "--state", shop.state()))
          .isEqualTo(
              new Told(0, "Nothing to prune: every resource is declared in a manifest.\n", ""));
    }
  }

  @Test
  void whatVanishedIsListedWithTheWayToDeleteIt() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      vanished(shop, "web.yaml");

      Told told = Told.by("prune", "--state", shop.state());

      assertThat(told)
          .isEqualTo(
              new Told(
                  2,
                  """
                  RESOURCE            WAS IN     GONE SINCE
                  endpoint shop/web   web.yaml   2026-01-01T00:00:47Z

                  To delete these, and what they own in AWS: vpcmesh prune --state %s --confirm=%s
                  """
                      .formatted(shop.state(), hash(told)),
                  ""));
      assertThat(shop.services()).containsExactly("order", "payments", "user", "web");
    }
  }

  @Test
  void whoLeavesTheMeshWithAVanishedNamespaceIsListed() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).withItsMeshElsewhere().settled()) {
      vanished(shop, "00-namespace.yaml");
      Told told = Told.by("prune", "--state", shop.state());
      var before = shop.services();

      shop.stopped();
      Told.by("prune", "--state", shop.state(), "--confirm=" + hash(told));
      shop.settled();

      assertThat(told.out())
          .contains(
              """
              Without the labels of namespace shop these leave their mesh, and are deregistered:
                endpoint shop/order
                endpoint shop/payments
                endpoint shop/user
                endpoint shop/web
              """);
      assertThat(before).containsExactly("order", "payments", "user", "web");
      assertThat(shop.services()).isEmpty();
    }
  }

  @Test
  void nobodyIsSaidToLeaveWhoStays() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      vanished(shop, "00-namespace.yaml");
      Told told = Told.by("prune", "--state", shop.state());

      shop.stopped();
      Told.by("prune", "--state", shop.state(), "--confirm=" + hash(told));
      shop.settled();

      assertThat(told.out()).contains("namespace shop").doesNotContain("leave");
      assertThat(shop.services()).containsExactly("order", "payments", "user", "web");
    }
  }

  @Test
  void aConfirmedListIsDeletedByTheNextDaemonToo() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      vanished(shop, "web.yaml");
      shop.stopped();
      String hash = hash(Told.by("prune", "--state", shop.state()));

      Told told = Told.by("prune", "--state", shop.state(), "--confirm=" + hash);
      shop.settled();

      assertThat(told.code()).isZero();
      assertThat(told.out())
          .endsWith(
              "\nno daemon is running on %s: it will be done at its next start\n"
                  .formatted(shop.state()));
      assertThat(shop.services()).containsExactly("order", "payments", "user");
      assertThat(Told.by("prune", "--state", shop.state()).code()).isZero();
    }
  }

  @Test
  void anotherHashDeletesNothing() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      vanished(shop, "web.yaml");
      shop.stopped();

      Told.by("prune", "--state", shop.state(), "--confirm=123456789abc");
      shop.settled();

      assertThat(shop.services()).containsExactly("order", "payments", "user", "web");
    }
  }

  @Test
  void aDirectoryThatVanishedIsNoReasonToDeleteAll() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      Files.move(shop.manifests(), folder.resolve("elsewhere"));
      shop.pass(Duration.ofSeconds(10));

      Told listed = Told.by("prune", "--state", shop.state());
      shop.stopped();
      Told.by("prune", "--state", shop.state(), "--confirm=" + hash(listed));
      shop.settled();

      assertThat(listed.err())
          .isEqualTo("problem: manifest directory %s does not exist\n".formatted(shop.manifests()));
      assertThat(shop.services()).containsExactly("order", "payments", "user", "web");
    }
  }

  @Test
  void answersThatNobodyReadsAreClearedAway() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      vanished(shop, "web.yaml");
      shop.stopped();
      Told.by("prune", "--state", shop.state(), "--confirm=123456789abc");
      shop.settled();

      shop.stopped().settled();

      assertThat(shop.state().resolve("answers")).isEmptyDirectory();
    }
  }

  @Test
  void anAcknowledgementThatNobodyAskedForIsASlipOfTheHand() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      assertThat(
              Told.by(
                  "acknowledge-deletions", "shop/web", "--hash", "1a2b", "--state", shop.state()))
          .isEqualTo(
              Told.only(
                  1,
                  "vpcmesh: endpoint shop/web does not ask for 1a2b: 'vpcmesh status shop/web -o wide' shows what it asks for"));
    }
  }

  private static void vanished(VirtualShop shop, String file) throws IOException {
    shop.delete(file).pass(Duration.ofSeconds(10));
  }

  private static String hash(Told told) {
    Matcher confirm = CONFIRM.matcher(told.out());
    return confirm.find() ? confirm.group(1) : "none";
  }
}
