package io.vpcmesh.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import io.vpcmesh.e2e.plane.EndToEnd;
import io.vpcmesh.e2e.plane.Kubectl;
import io.vpcmesh.process.Told;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What people read with kubectl get and kubectl explain. */
@EndToEnd
@TestInstance(Lifecycle.PER_CLASS)
class ReadingTest {

  private static final String SHOP =
      """
      apiVersion: vpcmesh.io/v1alpha1
      kind: ServiceMesh
      metadata: {name: shop}
      spec:
        aws: {region: eu-west-1, vpcs: [{id: vpc-0a1b2c3d, primary: true}]}
        namespace: {name: shop.internal}
      ---
      apiVersion: vpcmesh.io/v1alpha1
      kind: ServiceEndpoint
      metadata: {name: orders}
      spec: {meshRef: {name: shop}}
      ---
      apiVersion: vpcmesh.io/v1alpha1
      kind: ServiceEndpoint
      metadata: {name: billing}
      spec: {meshRef: {name: market}}
      ---
      apiVersion: vpcmesh.io/v1alpha1
      kind: MeshDeployment
      metadata: {name: e-orders-8-cd34a}
      spec:
        targetRef: {kind: ServiceEndpoint, name: orders, uid: 1a2b}
        revision: 8
        generation: 9
        hash: cd34a
        snapshot: {meshRef: {name: shop}}
        plan: {}
        trigger: {kind: Apply}
      """;

  private static final String READY =
      """
      {"type": "Ready", "status": "True", "reason": "AsDeclared", "message": "all is as declared",
       "lastTransitionTime": "2026-01-01T00:00:00Z"}
      """;

  private final Installed installed;

  ReadingTest(Kubectl kubectl) throws IOException {
    this.installed = Installed.in("reading", kubectl);
    installed.apply(SHOP);
    status(
        "servicemesh/shop",
        """
        {"observedGeneration": 1, "phase": "Completed", "revision": {"running": 3, "target": 4},
         "members": {"endpoints": 2, "diverged": 1}, "conditions": [%s]}
        """);
    status(
        "serviceendpoint/orders",
        """
        {"observedGeneration": 1, "phase": "Completed", "revision": {"running": 7, "target": 8},
         "deployment": {"stepSummary": "1/3"},
         "instances": {"summary": "3/3"}, "backend": "Static", "address": "orders.shop.internal:80", "conditions": [%s]}
        """);
    status(
        "meshdeployment/e-orders-8-cd34a",
        """
        {"phase": "RolledBack", "stepSummary": "1/1", "reason": "NoHealthyInstances",
         "breaker": {"summary": "2/2"}}
        """);
  }

  private void status(String object, String status) throws IOException {
    installed.output(
        "patch",
        object,
        "--subresource=status",
        "--type=merge",
        "-p",
        "{\"status\": %s}".formatted(status.formatted(READY)));
  }

  @Test
  void aMeshFitsALine() throws IOException {
    List<String> lines = installed.output("get", "smesh").lines().toList();

    assertThat(lines.getFirst())
        .isEqualTo(
            "NAME   CLOUDMAP        PHASE       REV   TARGET   ENDPOINTS   DIVERGED   READY   "
                + "REASON       AGE");
    assertThat(cells(lines.getLast()))
        .containsExactly(
            "shop",
            "shop.internal",
            "Completed",
            "3",
            "4",
            "2",
            "1",
            "True",
            "AsDeclared",
            "<age>");
  }

  @Test
  void moreOfAMeshIsSeenOnRequest() throws IOException {
    List<String> lines = installed.output("get", "smesh", "-o", "wide").lines().toList();

    assertThat(lines.getFirst())
        .isEqualTo(
            "NAME   CLOUDMAP        PHASE       REV   TARGET   ENDPOINTS   DIVERGED   READY   "
                + "REASON       AGE   REGION      MESSAGE");
    assertThat(cells(lines.getLast())).endsWith("<age>", "eu-west-1", "all is as declared");
  }

  @Test
  void anEndpointFitsALine() throws IOException {
    List<String> lines = installed.output("get", "sep", "orders").lines().toList();

    assertThat(lines.getFirst())
        .isEqualTo(
            "NAME     MESH   PHASE       STEP   REV   TARGET   HEALTHY   READY   REASON       AGE");
    assertThat(cells(lines.getLast()))
        .containsExactly(
            "orders", "shop", "Completed", "1/3", "7", "8", "3/3", "True", "AsDeclared", "<age>");
  }

  @Test
  void moreOfAnEndpointIsSeenOnRequest() throws IOException {
    List<String> lines = installed.output("get", "sep", "orders", "-o", "wide").lines().toList();

    assertThat(lines.getFirst())
        .isEqualTo(
            "NAME     MESH   PHASE       STEP   REV   TARGET   HEALTHY   READY   REASON       AGE   "
                + "BACKEND   ADDRESS                   MESSAGE");
    assertThat(cells(lines.getLast()))
        .endsWith("<age>", "Static", "orders.shop.internal:80", "all is as declared");
  }

  @Test
  void aDeploymentFitsALine() throws IOException {
    List<String> lines = installed.output("get", "mdep").lines().toList();

    assertThat(lines.getFirst())
        .isEqualTo(
            "NAME               TARGET   REV   PHASE        STEP   FAILURES   REASON               AGE");
    assertThat(cells(lines.getLast()))
        .containsExactly(
            "e-orders-8-cd34a",
            "orders",
            "8",
            "RolledBack",
            "1/1",
            "2/2",
            "NoHealthyInstances",
            "<age>");
  }

  @Test
  void theDeploymentsOfOneTargetCanBeListed() throws IOException {
    assertThat(
            installed.output(
                "get", "mdep", "--field-selector=spec.targetRef.name=orders", "-o", "name"))
        .isEqualTo("meshdeployment.vpcmesh.io/e-orders-8-cd34a\n");
  }

  @Test
  void oneWordListsAllThatBelongsToMeshes() throws IOException {
    assertThat(installed.output("get", "mesh", "-o", "name").lines())
        .containsExactly(
            "serviceendpoint.vpcmesh.io/billing",
            "serviceendpoint.vpcmesh.io/orders",
            "servicemesh.vpcmesh.io/shop");
  }

  @Test
  void theEndpointsOfOneMeshCanBeListed() throws IOException {
    assertThat(
            installed.output("get", "sep", "--field-selector=spec.meshRef.name=shop", "-o", "name"))
        .isEqualTo("serviceendpoint.vpcmesh.io/orders\n");
    assertThat(
            installed.output(
                "get", "mesh", "--field-selector=status.phase=Completed", "-o", "name"))
        .isEqualTo("serviceendpoint.vpcmesh.io/orders\nservicemesh.vpcmesh.io/shop\n");
  }

  @Test
  void peopleCanWaitForReady() throws IOException {
    assertThat(installed.run("wait", "--for=condition=Ready", "sep/orders", "smesh/shop"))
        .isEqualTo(
            new Told(
                0,
                """
                serviceendpoint.vpcmesh.io/orders condition met
                servicemesh.vpcmesh.io/shop condition met
                """,
                ""));
  }

  @Test
  void everyFieldIsExplained() throws IOException {
    List<String> unexplained = new ArrayList<>();
    List<String> explained = new ArrayList<>();
    for (Definition definition : Definition.all()) {
      for (String path : definition.objects()) {
        boolean complete = !installed.output("explain", path).contains("<no description>");
        (complete ? explained : unexplained).add(path);
      }
    }

    assertThat(unexplained).isEmpty();
    assertThat(explained).contains("servicemeshes.spec", "serviceendpoints.spec.ports");
  }

  /** The cells of a line, of which the age is what the clock makes of it. */
  private static List<String> cells(String line) {
    return Splitter.on(Pattern.compile("\\s{2,}"))
        .splitToStream(line)
        .map(cell -> cell.matches("\\d+s") ? "<age>" : cell)
        .toList();
  }
}
