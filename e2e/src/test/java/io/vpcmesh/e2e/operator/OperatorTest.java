package io.vpcmesh.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.cloud.aws.IndependentView;
import io.vpcmesh.cloud.aws.Moto;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.e2e.plane.ControlPlane;
import io.vpcmesh.e2e.plane.EndToEnd;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The life of a shop. */
@EndToEnd
@ExtendWith(Moto.class)
@Order(2)
class OperatorTest {

  private static final ImmutableSortedMap<String, ImmutableSortedSet<String>> SHOP =
      ImmutableSortedMap.of(
          "order", ImmutableSortedSet.of("10.0.1.30:8080", "10.0.2.30:8080", "10.0.3.30:8080"),
          "payments", ImmutableSortedSet.of("10.0.3.40:9001", "10.0.3.40:9002"),
          "user", ImmutableSortedSet.of("10.0.1.20:8080", "10.0.2.20:8080"),
          "web", ImmutableSortedSet.of("10.0.1.10:3000", "10.0.2.10:3000"));

  private final Stage stage;

  OperatorTest(ControlPlane plane, MotoServer moto) throws IOException {
    this.stage = new Stage(plane, moto);
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  @Test
  void whatIsAppliedIsRegisteredAndReady() throws Exception {
    stage.leader();

    stage.applyShop();
    stage.awaitReady("servicemesh,serviceendpoint");

    assertThat(stage.registered()).isEqualTo(SHOP);
    assertThat(stage.in("get", "events", "-o", "jsonpath={range .items[*]}{.reason} {end}"))
        .contains("Pending", "Progressing", "Completed");
  }

  @Test
  void everyDeletionIsCompleteAndLeavesWhatIsForeign() throws Exception {
    IndependentView before = stage.aws();
    stage.leader();
    stage.applyShop();
    stage.awaitReady("serviceendpoint");

    stage.in("delete", "servicemesh", "shop", "--wait=false");
    stage.in("delete", "serviceendpoint", "--all", "--timeout=60s");
    stage.in("delete", "servicemesh", "shop", "--ignore-not-found", "--timeout=60s");

    assertThat(stage.aws()).isEqualTo(before);
    assertThat(stage.kubectl().output("get", "configmaps", "-n", stage.home(), "-o", "name"))
        .doesNotContain("serviceendpoint", "servicemesh");
  }

  @Test
  void aNamespaceThatIsDeletedIsCleanedUpAfter() throws Exception {
    IndependentView before = stage.aws();
    stage.leader();
    stage.applyShop();
    stage.awaitReady("serviceendpoint");

    stage.kubectl().output("delete", "namespace", stage.shop(), "--timeout=60s");

    assertThat(stage.aws()).isEqualTo(before);
    stage.kubectl().output("create", "namespace", stage.shop());
  }

  @Test
  void aKilledOperatorGoesOnWhereItWas() throws Exception {
    Replica first = stage.leader();
    stage.applyShop();
    first.process().kill();

    Replica second = stage.replica();
    stage.awaitReady("serviceendpoint");

    assertThat(stage.registered()).isEqualTo(SHOP);
    assertThat(second.isLeading()).isTrue();
  }

  @Test
  void whoLooksAtTwoNamespacesKeepsWhatIsInBoth() throws Exception {
    String both = stage.shop() + "," + stage.home();
    stage.kubectl().output("label", "namespace", stage.home(), "team=shop");
    Replica first = stage.replica(stage.plane().kubeconfig(), both);
    stage.applyShop();
    stage.apply(bank("mesh") + "---\n" + bank("web"));
    stage.awaitReady("serviceendpoint");
    stage.await("both are registered", () -> stage.registered().size() == SHOP.size() + 1);
    first.process().kill();

    stage.replica(stage.plane().kubeconfig(), both);
    stage.apply(stage.example("web").replace("10.0.1.10", "10.0.1.11"));
    stage.apply(bank("web").replace("10.0.1.10", "10.0.1.12"));

    stage.await("one works", () -> stage.registered().toString().contains("10.0.1.11:3000"));
    stage.await(
        "so does the other", () -> stage.registered().toString().contains("10.0.1.12:3000"));
  }

  /** The same, of a mesh of its own in the other namespace. */
  private String bank(String file) throws IOException {
    return stage
        .example(file)
        .replace("namespace: " + stage.shop() + "\n", "namespace: " + stage.home() + "\n")
        .replace("name: web\n", "name: teller\n")
        .replace("shop.internal", "bank.internal")
        .replace("vpc-0a1b2c3d", stage.network());
  }

  @Test
  void aChangeOfTheLeaderIsNoNewsOfAnyResource() throws Exception {
    Replica first = stage.leader();
    stage.applyShop();
    stage.awaitReady("serviceendpoint");
    Replica second = stage.replica();
    stage.await("it watches", () -> second.identity().isPresent());
    String before = versions();

    first.process().terminate();
    first.process().awaitEnd();
    stage.await("the other one leads", Duration.ofSeconds(10), second::isLeading);
    LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());
    String after = versions();
    stage.apply(stage.example("web").replace("10.0.1.10", "10.0.1.11"));
    stage.await("it works", () -> stage.registered().toString().contains("10.0.1.11:3000"));

    assertThat(after).isEqualTo(before);
    assertThat(first.log() + second.log()).doesNotContain("level=WARN", "level=ERROR");
  }

  @Test
  void whatIsBrokenIsNamedAndHealsWhenItIsMended() throws Exception {
    stage.leader();
    stage.applyShop();
    stage.awaitReady("serviceendpoint");

    stage.in("patch", "sep", "web", "--type=merge", "-p", IMPOSSIBLE);
    stage.in("wait", "--for=condition=Ready=False", "sep/web", "--timeout=30s");
    String others = stage.in("get", "sep", "-o", "jsonpath={range .items[*]}" + READY + "{end}");
    stage.in("patch", "sep", "web", "--type=merge", "-p", MENDED);
    stage.awaitReady("serviceendpoint");

    assertThat(others).isEqualTo("order=True payments=True user=True web=False ");
    assertThat(stage.registered()).isEqualTo(SHOP);
  }

  /** Cloud Map cannot change the records of a service. */
  private static final String IMPOSSIBLE = "{\"spec\":{\"discovery\":{\"record\":\"SRV\"}}}";

  private static final String MENDED = "{\"spec\":{\"discovery\":null}}";
  private static final String READY =
      "{.metadata.name}={.status.conditions[?(@.type==\"Ready\")].status} ";

  private String versions() throws IOException {
    return stage.in(
        "get",
        "sep,smesh",
        "-o",
        "jsonpath={range .items[*]}{.metadata.name} {.metadata.resourceVersion}{\"\\n\"}{end}");
  }
}
