package io.vpcmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deployments on the state directory of a daemon. */
class DeploymentsCommandTest {

  @TempDir private Path folder;

  @Test
  void theListShowsWhatBecameOfChanges() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      shop.write(
              "web.yaml",
              shop.text("web.yaml").replace("  ports:", "  discovery: {ttl: 7s}\n  ports:"))
          .pass(Duration.ofMinutes(10));

      Told told = Told.by("deployments", "list", "--state", shop.state());

      assertThat(told.code()).isZero();
      assertThat(told.out().lines().map(line -> line.replaceAll(" +", " ")))
          .first()
          .isEqualTo("TARGET REV PHASE STEP FAILURES REASON AGE");
      assertThat(told.out().lines().filter(line -> line.startsWith("shop/web")))
          .hasSize(2)
          .allMatch(line -> line.contains(" Completed "));
    }
  }

  @Test
  void aDamagedRecordHidesNoOther() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      Path file =
          Objects.requireNonNull(
              shop.state()
                  .resolve("deployments/endpoints")
                  .toFile()
                  .listFiles((_, name) -> name.startsWith("shop.e-web-1-")))[0]
              .toPath();
      Files.writeString(file, "{");

      Told told = Told.by("deployments", "list", "--state", shop.state());

      assertThat(told.code()).isZero();
      assertThat(told.out()).contains("shop/user").doesNotContain("shop/web");
      assertThat(told.err())
          .isEqualTo(
              "vpcmesh: state file %s is damaged (it ends in the middle): it is passed over; remove it, or restore it from a backup\n"
                  .formatted(file));
    }
  }

  @Test
  void oneIsShownByTheNameOfItsEndpoint() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      Told told = Told.by("deployments", "show", "shop/web", "--state", shop.state());

      assertThat(told.code()).isZero();
      assertThat(told.out())
          .startsWith("Deployment shop/e-web-1-")
          .contains("\nCompleted: it was completed.\n");
    }
  }

  @Test
  void whatIsOverIsWatchedToItsEndAtOnce() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      Told told = Told.by("deployments", "watch", "shop/web", "--state", shop.state());

      assertThat(told).isEqualTo(new Told(0, "revision 1  Completed  1/1\n", ""));
    }
  }

  @Test
  void aVerbIsAskedOfTheDaemonAndSeenToByIt() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      shop.write(
              "web.yaml",
              shop.text("web.yaml").replace("  ports:", "  discovery: {ttl: 7s}\n  ports:"))
          .pass(Duration.ofMinutes(10))
          .stopped();

      Told told = Told.by("deployments", "undo", "shop/web", "--state", shop.state());
      shop.settled().pass(Duration.ofMinutes(10));

      assertThat(told)
          .isEqualTo(
              new Told(
                  0,
                  """
                  Asked for shop/web: the revision before the running one comes back.
                  no daemon is running on %1$s: it will be done at its next start.
                  To see what becomes of it: vpcmesh deployments watch shop/web --state %1$s
                  """
                      .formatted(shop.state()),
                  ""));
      assertThat(Told.by("deployments", "show", "shop/web", "--state", shop.state()).out())
          .startsWith("Deployment shop/e-web-3-")
          .contains("asked to go back to an earlier revision");
    }
  }

  @Test
  void aChangeOfAMeshIsListedShownAndTakenBackOnDemand() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      shop.write("mesh.yaml", shop.text("mesh.yaml") + "  defaults: {discovery: {ttl: 7s}}\n")
          .pass(Duration.ofMinutes(1));

      Told list = Told.by("deployments", "list", "--state", shop.state());
      Told shown = Told.by("deployments", "show", "mesh/shop/shop", "--state", shop.state());
      shop.stopped();
      Told asked = Told.by("deployments", "abort", "mesh/shop/shop", "--state", shop.state());
      shop.settled().pass(Duration.ofMinutes(2));

      assertThat(list.out().lines().map(line -> line.replaceAll(" +", " ")))
          .anyMatch(line -> line.startsWith("mesh/shop/shop 2 Baking 1/1 "));
      assertThat(shown.out())
          .startsWith("Deployment shop/m-shop-2-")
          .contains(" brings in revision 2 of mesh shop/shop in place of revision 1.\n");
      assertThat(asked.out())
          .startsWith("Asked for mesh/shop/shop: the change that is under way is taken back.");
      assertThat(Told.by("deployments", "watch", "mesh/shop/shop", "--state", shop.state()))
          .isEqualTo(new Told(1, "revision 2  RolledBack  1/1  a person aborted it\n", ""));
    }
  }

  @Test
  void aMeshOfWhichNothingIsUnderWayIsAskedForNothing() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      assertThat(Told.by("deployments", "pause", "mesh/shop/shop", "--state", shop.state()).out())
          .isEqualTo("There is nothing to pause: no change of mesh/shop/shop is under way.\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"promote", "pause", "abort"})
  void whereNothingIsUnderWayNothingIsAskedFor(String verb) throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      assertThat(Told.by("deployments", verb, "shop/web", "--state", shop.state()))
          .isEqualTo(
              new Told(
                  0,
                  "There is nothing to %s: no change of shop/web is under way.\n".formatted(verb),
                  ""));
    }
  }

  @Test
  void whereNothingWasTakenBackThereIsNothingToRetry() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      assertThat(Told.by("deployments", "retry", "shop/web", "--state", shop.state()).out())
          .isEqualTo(
              "There is nothing to retry: no change of shop/web was taken back or rejected.\n");
    }
  }

  @Test
  void whereOnlyOneRevisionEverRanThereIsNothingToUndo() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      assertThat(Told.by("deployments", "undo", "shop/web", "--state", shop.state()).out())
          .isEqualTo(
              "There is nothing to undo: no revision of shop/web is known that ran before the running one.\n");
    }
  }

  @Test
  void whatIsUnderWayIsNotUndoneAndWhatWasTakenBackIsRetried() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      shop.write(
              "web.yaml",
              shop.text("web.yaml").replace("  ports:", "  discovery: {ttl: 7s}\n  ports:"))
          .pass(Duration.ofSeconds(30))
          .stopped();
      Told undone = Told.by("deployments", "undo", "shop/web", "--state", shop.state());
      Told aborted = Told.by("deployments", "abort", "shop/web", "--state", shop.state());
      shop.settled().pass(Duration.ofMinutes(2)).stopped();

      Told retried = Told.by("deployments", "retry", "shop/web", "--state", shop.state());

      assertThat(undone.out())
          .isEqualTo(
              "There is nothing to undo: a change of shop/web is not over, and has to be first.\n");
      assertThat(aborted.out()).startsWith("Asked for shop/web: ");
      assertThat(retried.out())
          .startsWith("Asked for shop/web: the declared revision is tried again.");
    }
  }

  @Test
  void whatWasTakenBackHasWaysOutUntilItIsReverted() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      String good = shop.text("web.yaml");
      shop.write("web.yaml", good.replace("  ports:", "  discovery: {ttl: 7s}\n  ports:"))
          .pass(Duration.ofSeconds(30))
          .stopped();
      Told.by("deployments", "abort", "shop/web", "--state", shop.state());
      shop.settled().pass(Duration.ofMinutes(2));

      Told failed = Told.by("deployments", "show", "shop/web", "--state", shop.state());
      shop.write("web.yaml", good).pass(Duration.ofMinutes(1));
      Told reverted = Told.by("deployments", "show", "shop/web", "--state", shop.state());

      assertThat(failed.out())
          .contains("\nRolledBack: it was taken back; revision 1 runs.\n")
          .contains("  revert: declare what revision 1 says; nothing has to be done then\n");
      assertThat(reverted.out())
          .startsWith(failed.out().lines().findFirst().orElseThrow())
          .endsWith("\nNothing has to be done: what is declared runs.\n");
    }
  }

  @Test
  void aNamespaceWithoutDeploymentsIsNamed() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      assertThat(Told.by("deployments", "list", "-n", "nope", "--state", shop.state()).out())
          .isEqualTo(
              "There are no deployments in namespace nope: no endpoint and no mesh was changed there.\n");
    }
  }

  @Test
  void anEndpointMayBeNamedWithItsKind() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      assertThat(Told.by("deployments", "show", "endpoint/shop/web", "--state", shop.state()))
          .isEqualTo(Told.by("deployments", "show", "shop/web", "--state", shop.state()));
      assertThat(
              Told.by("deployments", "pause", "endpoint/shop/web", "--state", shop.state()).code())
          .isZero();
    }
  }

  @Test
  void whatNamesNothingIsToldHowThingsAreNamed() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      assertThat(Told.by("deployments", "show", "nope", "--state", shop.state()))
          .isEqualTo(
              Told.only(
                  1,
                  "vpcmesh: there is no deployment nope, and no endpoint or mesh of that name that was changed (an endpoint is named NAMESPACE/NAME, and a mesh mesh/NAMESPACE/NAME): 'vpcmesh deployments list --state %s' shows all"
                      .formatted(shop.state())));
    }
  }

  @Test
  void whatIsUnderWayCanBePausedAndPromoted() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      shop.write(
              "web.yaml",
              shop.text("web.yaml").replace("  ports:", "  discovery: {ttl: 7s}\n  ports:"))
          .pass(Duration.ofSeconds(30))
          .stopped();

      Told paused = Told.by("deployments", "pause", "shop/web", "--state", shop.state());
      Told promoted = Told.by("deployments", "promote", "shop/web", "--state", shop.state());

      assertThat(paused.out()).startsWith("Asked for shop/web: the change that is under way waits");
      assertThat(promoted.out())
          .startsWith("Asked for shop/web: the change that is under way goes on.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"retry", "abort", "promote", "pause", "undo", "watch"})
  void anEndpointThatIsNotThereIsNamed(String command) throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      assertThat(Told.by("deployments", command, "shop/nobody", "--state", shop.state()))
          .isEqualTo(
              Told.only(
                  1,
                  "vpcmesh: there is no endpoint shop/nobody: 'vpcmesh deployments list --state %s' shows those with deployments"
                      .formatted(shop.state())));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"retry", "abort", "promote", "pause", "undo", "watch"})
  void aMeshThatIsNotThereIsNamed(String command) throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      assertThat(Told.by("deployments", command, "mesh/shop/web", "--state", shop.state()))
          .isEqualTo(
              Told.only(
                  1,
                  "vpcmesh: there is no mesh shop/web: 'vpcmesh deployments list --state %s' shows those with deployments"
                      .formatted(shop.state())));
    }
  }

  @Test
  void aDeploymentThatIsNotThereIsNamed() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      assertThat(Told.by("deployments", "show", "e-web-9-abcde", "--state", shop.state()).err())
          .startsWith(
              "vpcmesh: there is no deployment e-web-9-abcde, and no endpoint or mesh of that name");
    }
  }
}
