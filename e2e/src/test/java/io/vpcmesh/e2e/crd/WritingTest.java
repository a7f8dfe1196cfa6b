package io.vpcmesh.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.e2e.plane.EndToEnd;
import io.vpcmesh.e2e.plane.Kubectl;
import io.vpcmesh.process.Told;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Who may write what: the status apart from the spec, lists by their items, and no unknown field.
 */
@EndToEnd
@TestInstance(Lifecycle.PER_CLASS)
class WritingTest {

  private static final String ORDERS =
      """
      apiVersion: vpcmesh.io/v1alpha1
      kind: ServiceEndpoint
      metadata: {name: orders}
      """;
  private static final String SPEC = ORDERS + "spec: {meshRef: {name: shop}}\n";

  private final Installed installed;

  WritingTest(Kubectl kubectl) throws IOException {
    this.installed = Installed.in("writing", kubectl);
  }

  @AfterEach
  void deleteWhatWasWritten() throws IOException {
    installed.output("delete", "mesh,mdep", "--all");
  }

  @Test
  void aWriteToTheObjectLeavesItsStatusAlone() throws IOException {
    installed.apply(SPEC);

    Told told =
        installed.run(
            "patch",
            "sep",
            "orders",
            "--type=merge",
            "-p",
            "{\"status\": {\"phase\": \"Failed\"}}");

    assertThat(told.code()).isZero();
    assertThat(field(".status .metadata.generation")).isEqualTo("{\"observedGeneration\":0} 1");
  }

  @Test
  void aWriteToTheStatusLeavesTheSpecAndTheGenerationAlone() throws IOException {
    installed.apply(SPEC);

    installed.output(
        "patch",
        "sep",
        "orders",
        "--subresource=status",
        "--type=merge",
        "-p",
        "{\"spec\": {\"deletionPolicy\": \"Retain\"}, \"status\": {\"phase\": \"Completed\"}}");

    assertThat(field(".spec.deletionPolicy .status.phase .metadata.generation"))
        .isEqualTo("Delete Completed 1");
  }

  @Test
  void twoWritersKeepTheirOwnConditions() throws IOException {
    installed.apply(SPEC);

    applyStatus("ours", "conditions: [%s]".formatted(condition("Ready")));
    applyStatus("theirs", "conditions: [%s]".formatted(condition("Audited")));

    assertThat(field(".status.conditions[*].type")).isEqualTo("Ready Audited");
  }

  @Test
  void twoWritersKeepTheirOwnPorts() throws IOException {
    String backend = "spec: {meshRef: {name: shop}, backend: {static: {addresses: []}}, ";

    applySpec("ours", backend + "ports: [{name: http, port: 80}]}");
    applySpec("theirs", "spec: {meshRef: {name: shop}, ports: [{name: admin, port: 81}]}");

    assertThat(field(".spec.ports[*].name")).isEqualTo("http admin");
  }

  @Test
  void addressesBelongToOneWriterAltogether() throws IOException {
    String ports = "spec: {meshRef: {name: shop}, ports: [{name: http, port: 80}], ";
    applySpec("ours", ports + "backend: {static: {addresses: [{ip: 10.0.1.30}]}}}");

    Told theirs =
        installed.apply(
            ORDERS + ports + "backend: {static: {addresses: [{ip: 10.0.1.31}]}}}",
            "--server-side",
            "--field-manager=theirs");

    assertThat(theirs.code()).isEqualTo(1);
    assertThat(theirs.err())
        .startsWith(
            "error: Apply failed with 1 conflict: conflict with \"ours\": "
                + ".spec.backend.static.addresses\n");
  }

  @Test
  void aPortNameIsTakenOnce() throws IOException {
    Told told =
        installed.apply(
            ORDERS
                + """
                spec:
                  meshRef: {name: shop}
                  ports: [{name: http, port: 80}, {name: http, port: 81}]
                  backend: {static: {addresses: []}}
                """);

    assertThat(told).isEqualTo(refused("spec.ports[1]: Duplicate value: {\"name\":\"http\"}"));
  }

  @Test
  void aBackendHasExactlyOneKind() throws IOException {
    Told told =
        installed.apply(
            ORDERS + "spec: {meshRef: {name: shop}, ports: [{name: a, port: 80}], backend: {}}");

    assertThat(told.code()).isEqualTo(1);
    assertThat(told.err()).contains("spec.backend in body should have at least 1 properties");
  }

  @Test
  void anUnknownFieldIsRefused() throws IOException {
    Told told = installed.apply(ORDERS + "spec: {meshRef: {name: shop}, trafic: {}}");

    assertThat(told.code()).isEqualTo(1);
    assertThat(told.err()).endsWith("strict decoding error: unknown field \"spec.trafic\"\n");
  }

  @Test
  void anUnknownFieldIsRefusedOnTheServerSideToo() throws IOException {
    Told told =
        installed.apply(
            ORDERS + "spec: {meshRef: {name: shop}, trafic: {}}",
            "--server-side",
            "--validate=false");

    assertThat(told.code()).isEqualTo(1);
    assertThat(told.err()).endsWith(".spec.trafic: field not declared in schema\n");
  }

  @Test
  void anUnknownFieldOfAnItemIsRefused() throws IOException {
    Told told =
        installed.apply(
            ORDERS
                + """
                spec:
                  meshRef: {name: shop}
                  ports: [{name: http, port: 80}]
                  backend: {static: {addresses: [{ip: 10.0.1.30, weight: 1}]}}
                """);

    assertThat(told.code()).isEqualTo(1);
    assertThat(told.err()).endsWith("unknown field \"spec.backend.static.addresses[0].weight\"\n");
  }

  @Test
  void anUnknownFieldOfTheStatusIsRefused() throws IOException {
    installed.apply(SPEC);

    Told told =
        installed.apply(ORDERS + "status: {mood: fine}", "--server-side", "--subresource=status");

    assertThat(told.code()).isEqualTo(1);
    assertThat(told.err()).endsWith(".status.mood: field not declared in schema\n");
  }

  private void applySpec(String writer, String spec) throws IOException {
    assertThat(installed.apply(ORDERS + spec, "--server-side", "--field-manager=" + writer))
        .isEqualTo(new Told(0, "serviceendpoint.vpcmesh.io/orders serverside-applied\n", ""));
  }

  private void applyStatus(String writer, String status) throws IOException {
    Told told =
        installed.apply(
            ORDERS + "status: {%s}".formatted(status),
            "--server-side",
            "--subresource=status",
            "--field-manager=" + writer);
    assertThat(told)
        .isEqualTo(new Told(0, "serviceendpoint.vpcmesh.io/orders serverside-applied\n", ""));
  }

  private static String condition(String type) {
    return """
    {type: %s, status: "True", reason: Because, message: it is so, \
    lastTransitionTime: "2026-01-01T00:00:00Z"}\
    """
        .formatted(type);
  }

  private static Told refused(String why) {
    return new Told(1, "", "The ServiceEndpoint \"orders\" is invalid: " + why + "\n");
  }

  /** Fields of the endpoint, each a path, with a space between them. */
  private String field(String paths) throws IOException {
    String template = "{" + paths.replace(" ", "} {") + "}";
    return installed.output("get", "sep", "orders", "-o", "jsonpath=" + template);
  }
}
