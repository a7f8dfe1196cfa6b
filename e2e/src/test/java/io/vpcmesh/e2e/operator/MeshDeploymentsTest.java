package io.vpcmesh.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
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

/** A change of a mesh is one deployment of all its endpoints. One story in steps. */
@EndToEnd
@ExtendWith(Moto.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class MeshDeploymentsTest {

  private static final Fault DENIED = new Fault.Refused(403, "AccessDeniedException");

  private final FaultyAws way;
  private final Stage stage;

  MeshDeploymentsTest(ControlPlane plane, MotoServer moto) throws IOException {
    this.way = FaultyAws.before(moto.endpoint());
    this.stage = new Stage(plane, moto, way.url());
  }

  @BeforeAll
  void open() throws Exception {
    stage.leader();
    declare("60s");
    stage.apply(stage.example("order"));
    stage.apply(stage.example("web"));
    stage.awaitReady("servicemesh");
    stage.awaitReady("serviceendpoint");
  }

  @AfterAll
  void close() throws IOException {
    stage.close();
    way.close();
  }

  @Test
  @Order(1)
  void theFirstRevisionOfAMeshHasARecord() throws Exception {
    awaitPhases("1 Completed");

    assertThat(record(1, ".metadata.name")).matches("m-shop-1-[0-9a-f]{5}");
    assertThat(record(1, ".metadata.ownerReferences[0].uid"))
        .isEqualTo(stage.in("get", "smesh", "shop", "-o", "jsonpath={.metadata.uid}"));
    assertThat(record(1, ".spec.snapshot.defaults.discovery.ttl")).isEqualTo("60s");
    assertThat(lifetimes()).containsExactly(60L);
  }

  @Test
  @Order(2)
  void aChangeReachesAllEndpointsAndIsCompleted() throws Exception {
    declare("10s");
    awaitPhases("1 Completed", "2 Completed");
    stage.awaitReady("servicemesh");

    assertThat(lifetimes()).containsExactly(10L);
    assertThat(record(2, ".spec.sourceRevision")).isEqualTo("1");
    assertThat(record(2, ".spec.trigger.by")).isEqualTo("kubectl-client-side-apply");
    assertThat(conditions())
        .contains("Ready=True/Completed")
        .noneMatch(condition -> condition.startsWith("Diverged="));
  }

  @Test
  @Order(3)
  void whatAwsDeniesToOneEndpointIsTakenBackFromAll() throws Exception {
    way.fail(DENIED, 100, "UpdateService"::equals);
    declare("20s");
    awaitPhases("1 Completed", "2 Completed", "3 RolledBack");
    way.heal();

    assertThat(record(3, ".status.reason")).isEqualTo("AwsAccessDenied");
    assertThat(lifetimes()).containsExactly(10L);
    stage.await(
        "the mesh says so",
        () ->
            conditions()
                .containsAll(
                    List.of(
                        "Ready=False/RolledBack",
                        "Stalled=True/RolledBack",
                        "Diverged=True/RolledBack")));
    assertThat(
            stage.in(
                "get",
                "sep",
                "-o",
                "jsonpath={.items[*].status.conditions[?(@.type==\"Ready\")].status}"))
        .isEqualTo("True True");
    stage.await("the events tell of it", () -> told().contains("Warning DeploymentRolledBack 3"));
    assertThat(told())
        .containsSubsequence(
            "Normal DeploymentStarted 2",
            "Normal DeploymentBaking 2",
            "Normal DeploymentCompleted 2",
            "Normal DeploymentStarted 3",
            "Warning DeploymentTripped 3",
            "Warning DeploymentRolledBack 3");
  }

  @Test
  @Order(4)
  void aRetryFromTheCommandLineIsWatchedToItsEnd() throws Exception {
    String mesh = "mesh/" + stage.shop() + "/shop";
    Told shown = stage.inCluster("deployments", "show", mesh, "--cluster");
    Told asked = stage.inCluster("deployments", "retry", mesh, "--cluster");
    Told watched = stage.inCluster("deployments", "watch", mesh, "--cluster", "--timeout", "50s");

    assertThat(shown.out())
        .contains(
            "brings in revision 3 of mesh %s/shop in place of revision 2.".formatted(stage.shop()),
            "RolledBack: it was taken back; revision 2 runs.");
    assertThat(asked.out()).startsWith("Asked for " + mesh);
    assertThat(watched.out()).endsWith("revision 4  Completed  1/1\n");
    assertThat(watched.code()).isZero();
    assertThat(lifetimes()).containsExactly(20L);
  }

  /** The events of the mesh about its deployments, each with the revision of the record. */
  private List<String> told() throws IOException {
    return stage
        .in(
            "get",
            "events.events.k8s.io",
            "--sort-by={.eventTime}",
            "-o",
            "jsonpath={range .items[?(@.related.kind==\"MeshDeployment\")]}"
                + "{.type} {.reason} {.related.name} {.regarding.kind}{\"\\n\"}{end}")
        .lines()
        .filter(line -> line.endsWith(" ServiceMesh"))
        .map(line -> line.replaceAll("m-shop-([0-9]+)-[0-9a-f]+ ServiceMesh", "$1"))
        .toList();
  }

  private List<String> conditions() throws IOException {
    return stage
        .in(
            "get",
            "servicemesh",
            "shop",
            "-o",
            "jsonpath={range .status.conditions[*]}{.type}={.status}/{.reason}{\"\\n\"}{end}")
        .lines()
        .toList();
  }

  /** How long the names of any service may be remembered, as AWS has it. */
  private ImmutableSet<Long> lifetimes() {
    return stage.aws().namespaces().stream()
        .flatMap(namespace -> namespace.services().stream())
        .flatMap(service -> service.ttlByType().values().stream())
        .collect(ImmutableSet.toImmutableSet());
  }

  private void awaitPhases(String... phases) throws Exception {
    ImmutableList<String> wanted = ImmutableList.copyOf(phases);
    stage.await("the records are " + wanted, () -> wanted.equals(phases()));
  }

  /** Revision and phase of each record of the mesh, in the order of revisions. */
  private List<String> phases() throws IOException {
    return stage
        .in(
            "get",
            "mdep",
            "-l",
            "vpcmesh.io/target-kind=ServiceMesh",
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
        "vpcmesh.io/target-kind=ServiceMesh",
        "-o",
        "jsonpath={.items[?(@.spec.revision==%d)]%s}".formatted(revision, path));
  }

  private void declare(String ttl) throws IOException {
    stage.apply(
        stage.example("mesh")
            + "  deployment: {bakeTime: 1s}\n  defaults: {discovery: {ttl: %s}}\n".formatted(ttl));
  }
}
