package io.vpcmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What a person and a program see of a daemon's state directory. */
class StatusCommandTest {

  private static final String STOPPED = "No daemon is running: this is what it wrote last.\n";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;

  @Test
  void meshesAndEndpointsAreListedAsKubectlWould() throws IOException {
    try (VirtualShop shop = shop().settled()) {
      assertThat(masked(Told.by("status", "--state", shop.state())))
          .isEqualTo(
              new Told(
                  0,
                  """
                  NAMESPACE   NAME   CLOUDMAP        PHASE       REV   TARGET   ENDPOINTS   DIVERGED   READY   REASON      AGE
                  shop        shop   shop.internal   Completed   1              4                      True    Completed   NNm

                  NAMESPACE   NAME       MESH   PHASE       STEP   REV   TARGET   HEALTHY   READY   REASON      AGE
                  shop        order      shop   Completed          1              3/3       True    Completed   NNm
                  shop        payments   shop   Completed          1              2/2       True    Completed   NNm
                  shop        user       shop   Completed          1              2/2       True    Completed   NNm
                  shop        web        shop   Completed          1              2/2       True    Completed   NNm
                  """,
                  ""));
    }
  }

  @Test
  void oneResourceIsFoundByItsNameAndWideTellsMore() throws IOException {
    try (VirtualShop shop = shop().settled()) {
      Told told = Told.by("status", "--state", shop.state(), "shop/order", "-o", "wide");

      assertThat(masked(told))
          .isEqualTo(
              new Told(
                  0,
                  """
                  NAMESPACE   NAME    MESH   PHASE       STEP   REV   TARGET   HEALTHY   READY   REASON      AGE   BACKEND   ADDRESS                    MESSAGE
                  shop        order   shop   Completed          1              3/3       True    Completed   NNm   Static    order.shop.internal:8080   3 instances are registered
                  """,
                  ""));
    }
  }

  @Test
  void yamlAndJsonSayTheSameAndNoReaderTakesAWordForABoolean() throws IOException {
    try (VirtualShop shop = shop().settled()) {
      Told json = Told.by("status", "--state", shop.state(), "-o", "json");
      Told yaml = Told.by("status", "--state", shop.state(), "-o", "yaml");

      JsonNode list = JSON.readTree(json.out());
      Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml.out());
      assertThat(JSON.<JsonNode>valueToTree(read)).isEqualTo(list);
      assertThat(list.at("/kind").asText()).isEqualTo("List");
      assertThat(list.at("/items/0/status/conditions/0/status").asText()).isEqualTo("True");
      assertThat(yaml.out()).contains("status: 'True'").doesNotContain("status: True");
      assertThat(list.path("items")).hasSize(5);
    }
  }

  @Test
  void whatIsWrongWithTheFilesIsShownBelow() throws IOException {
    try (VirtualShop shop = shop().settled()) {
      shop.write("web.yaml", shop.text("web.yaml").replace("targetPort:", "tragetPort:"));
      shop.pass(Duration.ofSeconds(10));

      Told told = Told.by("status", "--state", shop.state(), "web");

      assertThat(masked(told))
          .isEqualTo(
              new Told(
                  0,
                  """
                  NAMESPACE   NAME   MESH   PHASE      STEP   REV   TARGET   HEALTHY   READY   REASON    AGE
                  shop        web    shop   Rejected          1              2/2       False   Invalid   NNm

                  Problems:
                    web.yaml:9: spec.ports[0].tragetPort: unknown field; did you mean targetPort?
                  """,
                  ""));
    }
  }

  @Test
  void aStoppedDaemonIsNamedBesideTheAnswer() throws IOException {
    try (VirtualShop shop = shop().settled().stopped()) {
      assertThat(Told.by("status", "--state", shop.state()).err()).isEqualTo(STOPPED);
    }
  }

  @Test
  void aDaemonWithoutManifestsHasNothingToShow() throws IOException {
    try (VirtualShop shop = shop()) {
      for (String name :
          new String[] {"mesh", "00-namespace", "order", "payments", "user", "web"}) {
        shop.delete(name + ".yaml");
      }
      shop.settled();

      assertThat(Told.by("status", "--state", shop.state()))
          .isEqualTo(new Told(0, "No meshes and no endpoints are declared.\n", ""));
    }
  }

  @Test
  void aNameOfNothingIsAnError() throws IOException {
    try (VirtualShop shop = shop().settled()) {
      assertThat(Told.by("status", "--state", shop.state(), "bank/order"))
          .isEqualTo(
              Told.only(
                  1,
                  "vpcmesh: there is no mesh or endpoint bank/order in %s: run 'vpcmesh status' to see all"
                      .formatted(shop.state())));
    }
  }

  @Test
  void aDirectoryThatIsNoStateDirectoryIsNamed() {
    assertThat(Told.by("status", "--state", folder))
        .isEqualTo(
            Told.only(
                74,
                "vpcmesh: %s is no state directory of a daemon: name the right one with --state, or start a daemon with 'vpcmesh standalone'"
                    .formatted(folder)));
  }

  @Test
  void aDamagedJournalIsNamed() throws IOException {
    try (VirtualShop shop = shop().settled()) {
      Path file = shop.state().resolve("journals/endpoints/shop.web.json");
      Files.writeString(file, "{");

      assertThat(Told.by("status", "--state", shop.state()))
          .isEqualTo(
              Told.only(
                  74,
                  "vpcmesh: state file %s is damaged (it ends in the middle): restore it from a backup; nothing was changed"
                      .formatted(file)));
    }
  }

  @Test
  void aDamagedStatusHidesNoOtherAndIsWrittenAnew() throws IOException {
    try (VirtualShop shop = shop().settled()) {
      Path file = shop.state().resolve("status/endpoints/shop.web.json");
      Files.writeString(file, "null");

      Told told = Told.by("status", "--state", shop.state());
      shop.stopped().settled();

      assertThat(told.code()).isZero();
      assertThat(told.out())
          .containsPattern("user .* Completed")
          .doesNotContainPattern("web .*True");
      assertThat(told.err())
          .startsWith(
              "vpcmesh: state file %s is damaged (everything is missing): it is passed over; the daemon writes it anew when it starts\n"
                  .formatted(file));
      assertThat(Told.by("status", "--state", shop.state()).out())
          .containsPattern("web .* Completed .*True");
    }
  }

  private VirtualShop shop() throws IOException {
    return new VirtualShop(folder, Instant.now().minus(Duration.ofHours(1)));
  }

  /** An hour, more or less. */
  private static Told masked(Told told) {
    return new Told(told.code(), told.out().replaceAll("[0-9]{2}m", "NNm"), told.err());
  }
}
