package io.vpcmesh.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.cloud.aws.Moto;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.e2e.plane.ControlPlane;
import io.vpcmesh.e2e.plane.EndToEnd;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody lays hands on what the operator keeps in the cluster. */
@EndToEnd
@ExtendWith(Moto.class)
class TamperingTest {

  private static final Duration TWO_ROUNDS_OF_LOOKING = Duration.ofSeconds(90);

  private final Stage stage;
  private Optional<Replica> operator = Optional.empty();

  TamperingTest(ControlPlane plane, MotoServer moto) throws IOException {
    this.stage = new Stage(plane, moto);
  }

  @BeforeEach
  void open() throws Exception {
    operator = Optional.of(stage.leader());
    stage.applyShop();
    stage.awaitReady("servicemesh,serviceendpoint");
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  @Test
  void journalsThatAreDeletedAreWrittenAnewAndADeletionEnds() throws Exception {
    deleteJournals();

    stage.apply(stage.example("order").replace("10.0.1.30", "10.0.1.31"));
    stage.await("it works", () -> stage.registered().toString().contains("10.0.1.31:8080"));
    stage.in("delete", "sep", "web", "--timeout=60s");

    stage.await("order has its journal again", () -> journals().contains("-order-"));
    assertThat(stage.registered()).doesNotContainKey("web").containsKeys("order", "user");
    assertThat(operator.orElseThrow().log()).doesNotContain("level=ERROR");
  }

  @Test
  void whatIsDeletedAfterItsJournalWasLeavesNothingBehind() throws Exception {
    operator.orElseThrow().process().terminate();
    operator.orElseThrow().process().awaitEnd();
    deleteJournals();
    stage.in("delete", "sep", "payments", "--wait=false");

    stage.leader();
    stage.in("wait", "--for=delete", "sep/payments", "--timeout=60s");

    assertThat(stage.registered().keySet()).containsExactly("order", "user", "web");
  }

  @Test
  void aFinalizerThatIsTakenOffIsPutBack() throws Exception {
    stage.in("patch", "sep", "web", "--type=merge", "-p", "{\"metadata\":{\"finalizers\":null}}");

    stage.await("it is held", () -> finalizers("web").contains("vpcmesh.io/cleanup"));
    stage.in("delete", "sep", "web", "--timeout=60s");

    assertThat(stage.registered()).doesNotContainKey("web");
  }

  @Test
  void aStatusThatIsOverwrittenIsWrittenAnew() throws Exception {
    stage.in(
        "patch",
        "sep",
        "web",
        "--subresource=status",
        "--type=json",
        "-p",
        "[{\"op\":\"remove\",\"path\":\"/status\"}]");

    stage.await(
        "it is told again",
        TWO_ROUNDS_OF_LOOKING,
        () -> stage.in("get", "sep", "web", "-o", "jsonpath={.status.phase}").equals("Completed"));
    stage.awaitReady("serviceendpoint");
  }

  private void deleteJournals() throws IOException {
    stage
        .kubectl()
        .output("delete", "configmaps", "-n", stage.home(), "-l", "vpcmesh.io/journal-of");
  }

  private String journals() throws IOException {
    return stage.kubectl().output("get", "configmaps", "-n", stage.home(), "-o", "name");
  }

  private String finalizers(String endpoint) throws IOException {
    return stage.in("get", "sep", endpoint, "-o", "jsonpath={.metadata.finalizers}");
  }
}
