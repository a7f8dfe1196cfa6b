package io.vpcmesh.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.collect.ImmutableList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person is told about each kind of fault. */
class ManifestProblemsTest {
  private static final ManifestReader READER = new ManifestReader();

  /** The lines that the cases replace are named by their numbers in the messages. */
  private static final String ORDERS =
      """
      apiVersion: vpcmesh.io/v1alpha1
      kind: ServiceEndpoint
      metadata:
        name: orders
        labels: {team: shop}
      spec:
        meshRef:
          name: shop
        serviceName: orders
        deletionPolicy: Delete
        ports:
        - name: http
          port: 80
          targetPort: 8080
          protocol: Http
        - name: admin
          port: 81
        backend:
          static:
            addresses:
            - ip: 10.0.1.4
        discovery:
          ttl: 10s
      """;

  @Test
  void theGoodManifestHasNoFault() {
    assertThat(READER.read("orders.yaml", ORDERS).problems()).isEmpty();
  }

  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource("edits")
  void aFaultIsNamedWithItsLineAndField(String from, String to, String problem) {
    assertThat(ORDERS).contains(from);

    ManifestFile file = READER.read("orders.yaml", ORDERS.replace(from, to));

    assertThat(file.problems())
        .extracting(ManifestProblem::text)
        .containsExactly("orders.yaml:" + problem);
  }

  static Stream<Arguments> edits() {
    return Stream.of(
        arguments(
            "targetPort:",
            "tragetPort:",
            "14: spec.ports[0].tragetPort: unknown field; did you mean targetPort?"),
        arguments("deletionPolicy: Delete", "weight: 1", "10: spec.weight: unknown field"),
        arguments("labels:", "lables:", "5: metadata.lables: unknown field; did you mean labels?"),
        arguments(
            "port: 80\n",
            "port: \"80\"\n",
            "13: spec.ports[0].port: must be a whole number, not \"80\""),
        arguments(
            "port: 80\n",
            "port: 80.5\n",
            "13: spec.ports[0].port: must be a whole number, not 80.5"),
        arguments(
            "port: 80\n",
            "port: 99999999999999999999999\n",
            "13: spec.ports[0].port: must be from 1 to 65535, not 99999999999999999999999"),
        arguments(
            "targetPort: 8080",
            "targetPort: true",
            "14: spec.ports[0].targetPort: must be a number or a name, not true"),
        arguments(
            "targetPort: 8080",
            "targetPort: 0",
            "14: spec.ports[0].targetPort: must be from 1 to 65535, not 0"),
        arguments(
            "targetPort: 8080",
            "targetPort: HTTP",
            "14: spec.ports[0].targetPort: must be a port number or port name, not \"HTTP\""),
        arguments(
            "protocol: Http",
            "protocol: Htpp",
            "15: spec.ports[0].protocol: must be one of Http, Http2, Grpc, Tcp, not \"Htpp\"; did"
                + " you mean Http?"),
        arguments(
            "name: admin",
            "name: http",
            "16: spec.ports[1].name: \"http\" is already used by spec.ports[0]"),
        arguments(
            "  - name: admin\n    port: 81\n",
            "  - port: 81\n",
            "16: spec.ports[1].name: is required and missing"),
        arguments(
            "ttl: 10s",
            "ttl: 10 seconds",
            "23: spec.discovery.ttl: must be a duration such as 10s or 1m30s, not \"10 seconds\""),
        arguments(
            "ttl: 10s",
            "ttl: 10",
            "23: spec.discovery.ttl: must be text, not 10; put it in quotes"),
        arguments(
            "serviceName: orders", "serviceName: \"\"", "9: spec.serviceName: must not be empty"),
        arguments(
            "serviceName: orders",
            "serviceName: " + "o".repeat(64),
            "9: spec.serviceName: has 64 characters; at most 63 are allowed"),
        arguments(
            "serviceName: orders",
            "serviceName: Orders",
            "9: spec.serviceName: must be a DNS label of lower-case letters, digits and dashes, not"
                + " \"Orders\""),
        arguments(
            "serviceName: orders",
            "serviceName:",
            "9: spec.serviceName: has no value; give it one or remove it"),
        arguments(
            "  backend:\n    static:\n      addresses:\n      - ip: 10.0.1.4\n",
            "  backend: {}\n",
            "18: spec.backend: must hold exactly one of kubernetes, static"),
        arguments(
            "    static:\n      addresses:\n      - ip: 10.0.1.4\n",
            "    kubernetes: {service: Orders}\n",
            "19: spec.backend.kubernetes.service: must be a DNS label of lower-case letters, digits"
                + " and dashes, not \"Orders\""),
        arguments(
            "    static:\n      addresses:\n      - ip: 10.0.1.4\n",
            "    kubernetes: {selector: {matchLabels: {}}}\n",
            "19: spec.backend.kubernetes.selector.matchLabels: must not be empty"),
        arguments(
            "    static:\n      addresses:\n      - ip: 10.0.1.4\n",
            "    kubernetes: {service: orders, hostPort: 8080}\n",
            "19: spec.backend.kubernetes.hostPort: must be true or false, not 8080"),
        arguments(
            "    static:\n      addresses:\n      - ip: 10.0.1.4\n",
            "    kubernetes: {selector: {matchLabels: {app: orders}, app: orders}}\n",
            "19: spec.backend.kubernetes.selector.app: unknown field"),
        arguments(
            "addresses:\n      - ip: 10.0.1.4\n",
            "addresses: 10.0.1.4\n",
            "20: spec.backend.static.addresses: must be a list, not \"10.0.1.4\""),
        arguments(
            "addresses:\n      - ip: 10.0.1.4\n",
            "addresses: [" + "{ip: 10.0.1.4}, ".repeat(1001) + "]\n",
            "20: spec.backend.static.addresses: has 1001 items; at most 1000 are allowed"),
        arguments(
            "meshRef:\n    name: shop",
            "meshRef: shop",
            "7: spec.meshRef: must be a mapping, not \"shop\""),
        arguments(
            "deletionPolicy: Delete",
            "serviceName: orders",
            "10: spec.serviceName: is here twice; remove one of them"),
        arguments("  name: orders\n  l", "  l", "3: metadata.name: is required and missing"),
        arguments(
            "  name: orders\n  l",
            "  name: Orders\n  l",
            "4: metadata.name: must be a resource name of lower-case letters, digits, dashes and"
                + " dots, not \"Orders\""),
        arguments(
            "{team: shop}",
            "{team: on call}",
            "5: metadata.labels.team: must be a label value of letters, digits, dashes, dots and"
                + " underscores, not \"on call\""),
        arguments(
            "{team: shop}",
            "{example.com/team: 1}",
            "5: metadata.labels[\"example.com/team\"]: must be text, not 1; put it in quotes"),
        arguments(
            "ServiceEndpoint",
            "ServiceEndpont",
            "2: kind: must be one of ServiceMesh, ServiceEndpoint, Namespace, List, not"
                + " \"ServiceEndpont\"; did you mean ServiceEndpoint?"),
        arguments(
            "v1alpha1",
            "v1",
            "1: apiVersion: must be vpcmesh.io/v1alpha1 for a ServiceEndpoint, not"
                + " \"vpcmesh.io/v1\""),
        arguments("kind: ServiceEndpoint\n", "", "1: kind: is required and missing"),
        arguments(
            "name: shop\n",
            "name: shop\n    ? {a: b}\n    : c\n",
            "7: spec.meshRef: has a key that is a mapping or a list"),
        arguments(
            "  name: shop",
            "\t name: shop",
            "8: is no valid YAML: found character '\\t(TAB)' that cannot start any token. (Do not use"
                + " \\t(TAB) for indentation)"));
  }

  @Test
  void allFaultsAreReportedInTheirOrder() {
    String manifest =
        ORDERS
            .replace("port: 80\n", "port: 0\n")
            .replace("ttl: 10s", "ttl: soon")
            .replace("serviceName", "servicename")
            .replace("name: orders\n  l", "l");

    assertThat(READER.read("orders.yaml", manifest).problems())
        .extracting(ManifestProblem::line)
        .containsExactly(3, 8, 12, 22);
  }

  @Test
  void twoBackendsAreOneTooMany() {
    String manifest = ORDERS.replace("static:", "kubernetes: {service: orders}\n    static:");

    assertThat(READER.read("orders.yaml", manifest).problems())
        .extracting(ManifestProblem::text)
        .containsExactly(
            "orders.yaml:18: spec.backend: must hold exactly one of kubernetes, static");
  }

  @Test
  void aListInsteadOfAMappingIsRefused() {
    assertThat(READER.read("a.yaml", "- a\n- b\n").problems())
        .containsExactly(
            new ManifestProblem(
                "a.yaml",
                1,
                "",
                "must be a mapping with apiVersion, kind and metadata, not a list"));
  }

  @Test
  void aFileThatIsTooLargeIsRefused() {
    String text = "# " + "x".repeat(ManifestReader.MAX_BYTES);

    assertThat(READER.read("big.yaml", text).problems())
        .containsExactly(
            new ManifestProblem(
                "big.yaml",
                1,
                "",
                "is 4,194,306 bytes long; at most 4,194,304 are read, so split it"));
  }

  @Test
  void fewLinesDoNotBecomeBillionsOfValues() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      bomb.append(
          "a%1$d: &a%1$d [*a%2$d, *a%2$d, *a%2$d, *a%2$d, *a%2$d, *a%2$d]\n".formatted(i, i - 1));
    }

    assertThat(READER.read("bomb.yaml", bomb.toString()).problems())
        .extracting(ManifestProblem::text)
        .containsExactly("bomb.yaml:1: holds a loop of aliases, or more than 500000 values");
  }

  @Test
  void aliasesAreFollowedAndLoopsAreNot() {
    assertThat(
            READER
                .read(
                    "a.yaml",
                    ORDERS
                        .replace("name: http", "name: &n http")
                        .replace("name: admin", "name: *n"))
                .problems())
        .extracting(ManifestProblem::text)
        .containsExactly(
            "a.yaml:16: spec.ports[1].name: \"http\" is already used by spec.ports[0]");
    assertThat(READER.read("a.yaml", "&loop\na: *loop\n").problems())
        .extracting(ManifestProblem::text)
        .containsExactly("a.yaml:1: holds a loop of aliases, or more than 500000 values");
  }

  @Test
  void depthIsLimited() {
    assertThat(READER.read("deep.yaml", "\n" + "[".repeat(1_000_000)).problems())
        .extracting(ManifestProblem::text)
        .containsExactly("deep.yaml:2: is nested deeper than 64 levels");
  }

  @Test
  void thousandsOfFaultsAreCounted() {
    StringBuilder manifest = new StringBuilder(ORDERS);
    for (int i = 0; i < 5_000; i++) {
      manifest.append("field").append(i).append(": 1\n");
    }

    ImmutableList<ManifestProblem> problems =
        READER.read("orders.yaml", manifest.toString()).problems();

    assertThat(problems).hasSize(51);
    assertThat(problems.getFirst())
        .isEqualTo(new ManifestProblem("orders.yaml", 24, "field0", "unknown field"));
    assertThat(problems.getLast())
        .isEqualTo(
            new ManifestProblem("orders.yaml", 1, "", "and 4950 more problems in this document"));
  }
}
