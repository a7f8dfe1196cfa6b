package io.vpcmesh.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.aws.Moto;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.e2e.plane.ControlPlane;
import io.vpcmesh.e2e.plane.EndToEnd;
import io.vpcmesh.e2e.plane.Fault;
import io.vpcmesh.e2e.plane.FaultyAws;
import io.vpcmesh.process.Told;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The records of the deployments of an endpoint. One story in steps. */
@EndToEnd
@ExtendWith(Moto.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class DeploymentsTest {

  private static final Fault DENIED = new Fault.Refused(403, "AccessDeniedException");

  /** Its mesh has records as well. */
  private static final String OF_ENDPOINTS = "vpcmesh.io/target-kind=ServiceEndpoint";

  private final FaultyAws way;
  private final Stage stage;

  DeploymentsTest(ControlPlane plane, MotoServer moto) throws IOException {
    this.way = FaultyAws.before(moto.endpoint());
    this.stage = new Stage(plane, moto, way.url());
  }

  @BeforeAll
  void open() throws Exception {
    stage.leader();
    stage.apply(stage.example("mesh"));
    declare(8080, "60s", 3);
    stage.awaitReady("serviceendpoint");
  }

  @AfterAll
  void close() throws IOException {
    stage.close();
    way.close();
  }

  @Test
  @Order(1)
  void theFirstDeploymentHasARecord() throws Exception {
    awaitPhases("1 Completed");

    assertThat(record(1, ".metadata.name")).matches("e-order-1-[0-9a-f]{5}");
    assertThat(record(1, ".metadata.ownerReferences[0].uid"))
        .isEqualTo(stage.in("get", "sep", "order", "-o", "jsonpath={.metadata.uid}"));
    assertThat(record(1, ".spec.trigger.by")).isEqualTo("kubectl-client-side-apply");
    assertThat(record(1, ".spec.plan.bakeTime")).isEqualTo("2s");
    assertThat(record(1, ".spec.snapshot.backend")).isEqualTo("{\"static\":{}}");
    assertThat(record(1, ".status.breaker.state")).isEqualTo("MonitoringComplete");
  }

  @Test
  @Order(2)
  void aChangeIsRecordedUntilItIsComplete() throws Exception {
    declare(8080, "10s", 3);
    stage.in("wait", "mdep", "--all", "--for=jsonpath={.status.phase}=Completed", "--timeout=60s");
    awaitPhases("1 Completed", "2 Completed");

    assertThat(record(2, ".spec.sourceRevision")).isEqualTo("1");
    assertThat(
            stage
                .in("get", "mdep", "-l", OF_ENDPOINTS + ",vpcmesh.io/completed=true", "-o", "name")
                .lines())
        .hasSize(2);
    assertThat(stage.in("get", "mdep").lines().findFirst().orElseThrow().split(" +"))
        .containsExactly("NAME", "TARGET", "REV", "PHASE", "STEP", "FAILURES", "REASON", "AGE");
  }

  @Test
  @Order(3)
  void aChangeThatAwsDeniesIsTakenBackAndItsRecordSaysWhy() throws Exception {
    ImmutableList<String> before = Registry.of(stage.aws());
    way.fail(DENIED, 100, "UpdateService"::equals);
    declare(9090, "20s", 3);
    awaitPhases("1 Completed", "2 Completed", "3 RolledBack");

    assertThat(record(3, ".status.reason")).isEqualTo("AwsAccessDenied");
    assertThat(record(3, ".status.breaker.state")).isEqualTo("Triggered");
    assertThat(Registry.of(stage.aws())).isEqualTo(before);
    stage.await(
        "the events tell of it",
        () ->
            told()
                .equals(
                    List.of(
                        "Normal DeploymentStarted 2",
                        "Normal DeploymentBaking 2",
                        "Normal DeploymentCompleted 2",
                        "Normal DeploymentStarted 3",
                        "Normal DeploymentBaking 3",
                        "Warning DeploymentTripped 3",
                        "Warning DeploymentRolledBack 3")));

    way.heal();
  }

  @Test
  @Order(4)
  void aRetryFromTheCommandLineIsWatchedToItsEnd() throws Exception {
    String order = stage.shop() + "/order";
    Told shown = stage.inCluster("deployments", "show", order, "--cluster");
    Told asked = stage.inCluster("deployments", "retry", order, "--cluster");
    Told watched = stage.inCluster("deployments", "watch", order, "--cluster", "--timeout", "50s");

    assertThat(shown.out()).contains("RolledBack: it was taken back; revision 2 runs.");
    assertThat(asked.out()).startsWith("Asked for " + order);
    assertThat(watched.out()).endsWith("revision 4  Completed  1/1\n");
    assertThat(watched.code()).isZero();
    assertThat(record(4, ".spec.trigger.kind")).isEqualTo("Retry");
    assertThat(
            stage.in(
                "get",
                "sep",
                "order",
                "--show-managed-fields",
                "-o",
                "jsonpath={.metadata.managedFields[*].manager}"))
        .contains("kubectl-vpcmesh");
  }

  @Test
  @Order(5)
  void nobodyChangesWhatARecordIsAbout() throws Exception {
    Told told =
        stage
            .kubectl()
            .run(
                "patch",
                "mdep/" + record(1, ".metadata.name"),
                "-n",
                stage.shop(),
                "--type=merge",
                "-p",
                "{\"spec\":{\"revision\":99}}");

    assertThat(told.code()).isNotZero();
    assertThat(told.err()).contains("spec is immutable, it is the record of one change");
  }

  @Test
  @Order(6)
  void whatIsNotKeptIsPruned() throws Exception {
    declare(8080, "11s", 1);
    awaitPhases("4 Completed", "5 Completed");
    declare(8080, "12s", 1);
    awaitPhases("5 Completed", "6 Completed");
    declare(8080, "13s", 0);

    awaitPhases("7 Completed");
  }

  @Test
  @Order(7)
  void aDeletionInTheForegroundTakesTheRecordsFirst() throws Exception {
    stage.in("delete", "sep", "order", "--cascade=foreground", "--timeout=120s");

    assertThat(stage.in("get", "mdep", "-l", OF_ENDPOINTS, "-o", "name")).isEmpty();
    assertThat(stage.registered()).doesNotContainKey("order");
  }

  /** The events of order about its deployments, each with the revision of the record it names. */
  private List<String> told() throws IOException {
    return stage
        .in(
            "get",
            "events.events.k8s.io",
            "--sort-by={.eventTime}",
            "-o",
            "jsonpath={range .items[?(@.related.kind==\"MeshDeployment\")]}"
                + "{.type} {.reason} {.related.name} {.regarding.name}{\"\\n\"}{end}")
        .lines()
        .filter(line -> line.endsWith(" order"))
        .map(line -> line.replaceAll("e-order-([0-9]+)-[0-9a-f]+ order", "$1"))
        .toList();
  }

  private void awaitPhases(String... phases) throws Exception {
    List<String> wanted = List.of(phases);
    stage.await("the records are " + wanted, () -> phases().equals(wanted));
  }

  /** Revision and phase of each record, in the order of revisions. */
  private List<String> phases() throws IOException {
    return stage
        .in(
            "get",
            "mdep",
            "-l",
            OF_ENDPOINTS,
            "--sort-by={.spec.revision}",
            "-o",
            "jsonpath={range .items[*]}{.spec.revision} {.status.phase}{\"\\n\"}{end}")
        .lines()
        .toList();
  }

  private String record(int revision, String path) throws IOException {
    return stage.in(
        "get",
        "mdep",
        "-l",
        OF_ENDPOINTS,
        "-o",
        "jsonpath={.items[?(@.spec.revision==%d)]%s}".formatted(revision, path));
  }

  private void declare(int target, String ttl, int history) throws IOException {
    stage.apply(
        stage
            .example("order")
            .replace(
                "  ports:",
                "  deployment: {bakeTime: 2s, historyLimit: %d}\n  discovery: {ttl: %s}\n  ports:"
                    .formatted(history, ttl))
            .replace("targetPort: 8080", "targetPort: " + target));
  }
}
