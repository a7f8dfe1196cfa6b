package io.vpcmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vpcmesh.deployment.Verb;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.standalone.StateDirectory;
import io.vpcmesh.standalone.directory.ManifestName;
import io.vpcmesh.standalone.directory.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody watches what becomes of a manifest that a daemon reads, in virtual time. */
class WatchOnFilesTest {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final EndpointKey WEB = EndpointKey.of("shop", "web");

  private final List<String> said = new ArrayList<>();
  private final List<String> aside = new ArrayList<>();
  @TempDir private Path folder;
  private VirtualShop shop;
  private String former;

  /** How long the daemon has stood still. */
  private Duration alone = Duration.ZERO;

  @BeforeEach
  void open() throws IOException {
    shop = new VirtualShop(folder).settled();
    former = shop.text("web.yaml");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void whatWasWrittenJustNowIsWaitedForAndFollowed() throws Exception {
    change(7);

    assertThat(watch()).isZero();
    assertThat(said).first().asString().startsWith("revision 2  ");
    assertThat(said).last().isEqualTo("revision 2  Completed  1/1");
  }

  @Test
  void whatADaemonThatStandsStillHasNotReadIsWaitedFor() throws Exception {
    change(7);

    assertThat(watchWithoutTheDaemon()).isEqualTo(2);
    assertThat(said).last().isEqualTo("time is up: the daemon has not read web.yaml yet");
  }

  @Test
  void ofAManifestThatIsNoneTheReasonIsTold() throws Exception {
    shop.write("web.yaml", former + "kind: [\n").pass(Duration.ofSeconds(20));

    assertThat(watch()).isEqualTo(1);
    assertThat(said)
        .singleElement()
        .asString()
        .startsWith("what is declared does not run: web.yaml:")
        .endsWith(" (Invalid)");
  }

  @Test
  void ofANewManifestThatIsNoneTheReasonIsToldAsWell() throws Exception {
    shop.write("new.yaml", "kind: [\n").pass(Duration.ofSeconds(20));

    assertThatThrownBy(() -> watch(EndpointKey.of("shop", "new")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("there is no endpoint shop/new: ")
        .hasMessageContaining("; manifest files are wrong: new.yaml:2: ");
  }

  @Test
  void ofAManifestThatWasTakenAwayItIsTold() throws Exception {
    shop.delete("web.yaml");

    assertThat(watch()).isEqualTo(1);
    assertThat(said)
        .singleElement()
        .asString()
        .startsWith("what is declared does not run: the manifest is gone since ")
        .endsWith(" (Orphaned)");
  }

  @Test
  void whatRunsAndIsDeclaredAgainAfterARollbackRuns() throws Exception {
    change(7);
    shop.pass(Duration.ofSeconds(30));
    ask(Verb.ABORT);
    shop.pass(Duration.ofMinutes(2));

    int before = watch();
    shop.write("web.yaml", former);
    int after = watch();

    assertThat(before).isEqualTo(1);
    assertThat(after).isZero();
    assertThat(said)
        .containsExactly(
            "revision 2  RolledBack  1/1  a person aborted it",
            "revision 1 runs, and is what is declared");
  }

  @Test
  void whatRunsAndIsDeclaredAgainInMidFlightRuns() throws Exception {
    change(7);
    shop.pass(Duration.ofSeconds(30)).write("web.yaml", former);

    assertThat(watch()).isZero();
    assertThat(said).last().isEqualTo("revision 1 runs, and is what is declared");
  }

  @Test
  void whoWatchesAChangeThatIsRevertedMeanwhileLearnsThat() throws Exception {
    change(7);
    shop.pass(Duration.ofSeconds(30));
    shop.loop.after(Duration.ofSeconds(10), () -> rewrite(former));

    assertThat(watch()).isEqualTo(3);
    assertThat(said).last().isEqualTo("what ran before was declared again in its place");
  }

  @Test
  void whatRunsAndIsDeclaredAgainAfterARejectionRuns() throws Exception {
    shop.write("web.yaml", former.replace("  ports:", "  discovery: {record: SRV}\n  ports:"))
        .pass(Duration.ofSeconds(30));

    int before = watch();
    shop.write("web.yaml", former);
    int after = watch();

    assertThat(before).isEqualTo(1);
    assertThat(said).first().asString().startsWith("revision 2  Rejected  ");
    assertThat(after).isZero();
    assertThat(said).last().isEqualTo("revision 1 runs, and is what is declared");
  }

  @Test
  void aNameThatIsTakenEndsItWithTheReasonAndIsShown() throws Exception {
    shop.write(
        "twin.yaml",
        former.replace("name: web", "name: twin").replace("spec:", "spec:\n  serviceName: web"));

    assertThat(watch(EndpointKey.of("shop", "twin"))).isEqualTo(1);
    assertThat(said)
        .last()
        .asString()
        .startsWith("what is declared does not run: ")
        .contains("already owned by shop/web")
        .endsWith(" (Invalid)");
    assertThat(Told.by("deployments", "show", "shop/twin", "--state", shop.state()).out())
        .contains("\nBut what is declared is refused: ", "already owned by shop/web");
  }

  @Test
  void aChangeWhoseRecordWasDeletedIsFollowed() throws Exception {
    change(7);
    shop.pass(Duration.ofSeconds(30));
    try (Stream<Path> records = Files.list(shop.state().resolve("deployments/endpoints"))) {
      for (Path record : records.filter(it -> it.toString().contains(".e-web-")).toList()) {
        Files.delete(record);
      }
    }

    assertThat(watch()).isZero();
    assertThat(said).last().isEqualTo("revision 2  Completed  1/1");
  }

  @Test
  void whatIsAskedOfADaemonThatDoesNotRunIsWaitedFor() throws Exception {
    change(7);
    shop.pass(Duration.ofSeconds(30));
    ask(Verb.ABORT);
    shop.pass(Duration.ofMinutes(2)).stopped();
    Told.by("deployments", "retry", "shop/web", "--state", shop.state());

    assertThat(watchWithoutTheDaemon()).isEqualTo(2);
    assertThat(said)
        .last()
        .isEqualTo("time is up: the daemon has not done yet what was asked of it");
    assertThat(aside).containsExactly("No daemon is running: this is what it wrote last.");
  }

  @Test
  void afterARestartTheSameFilesAreTakenIn() throws Exception {
    shop.stopped().settled();

    assertThat(watch()).isZero();
    assertThat(said).containsExactly("revision 1  Completed  1/1");
  }

  @Test
  void whereNoDaemonRunsItIsSaidBesideTheAnswer() {
    shop.stopped();

    assertThat(Told.by("deployments", "list", "--state", shop.state()).err())
        .isEqualTo("No daemon is running: this is what it wrote last.\n");
    assertThat(Told.by("deployments", "show", "shop/web", "--state", shop.state()).err())
        .isEqualTo("No daemon is running: this is what it wrote last.\n");
    assertThat(Told.by("deployments", "watch", "shop/web", "--state", shop.state()))
        .isEqualTo(
            new Told(
                0,
                "revision 1  Completed  1/1\n",
                "No daemon is running: this is what it wrote last.\n"));
  }

  private void change(int ttl) {
    rewrite(former.replace("  ports:", "  discovery: {ttl: %ds}\n  ports:".formatted(ttl)));
  }

  private void rewrite(String text) {
    try {
      shop.write("web.yaml", text);
    } catch (IOException unwritable) {
      throw new AssertionError(unwritable);
    }
  }

  /** As the command does, but for waiting for the answer. */
  private void ask(Verb verb) {
    try (StateDirectory state = state()) {
      state
          .requests()
          .ask("1", new Request.Annotate(ManifestName.of(WEB), verb.annotation(), "token"));
    }
  }

  private StateDirectory state() {
    return StateDirectory.look(shop.state(), aside::add).orElseThrow();
  }

  private int watch() throws InterruptedException {
    return watch(WEB);
  }

  private int watch(EndpointKey key) throws InterruptedException {
    return watch(key, shop::pass);
  }

  private int watchWithoutTheDaemon() throws InterruptedException {
    return watch(WEB, time -> alone = alone.plus(time));
  }

  private int watch(EndpointKey key, DeploymentWatch.Sleep sleep) throws InterruptedException {
    try (StateDirectory state = state()) {
      return new DeploymentWatch(
              new StateBook(state),
              key,
              () -> shop.loop.now().plus(alone),
              sleep,
              new DeploymentWatch.Voice(said::add, aside::add))
          .follow(PATIENCE);
    }
  }
}
