package io.vpcmesh.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a file holds, it is read or refused with a reason; nothing is thrown. */
class ManifestFuzzTest {
  private static final ManifestReader READER = new ManifestReader();
  private static final int ROUNDS = 2000;

  private static final String GOOD =
      """
      apiVersion: v1
      kind: List
      items:
      - apiVersion: vpcmesh.io/v1alpha1
        kind: ServiceMesh
        metadata: {name: shop, labels: {a: b}, annotations: {c: d}}
        spec:
          mode: Observe
          aws:
            region: eu-west-1
            accountId: "123456789012"
            vpcs: [{id: vpc-0a, primary: true}]
            resourceTags: {team: shop}
          namespace: {name: shop.internal, type: Http, ownership: Adopted}
          members:
            namespaceSelector:
              matchExpressions: [{key: tier, operator: In, values: [front]}]
          defaults: {discovery: {ttl: 1m30s, attributes: {a: b}}}
      ---
      apiVersion: vpcmesh.io/v1alpha1
      kind: ServiceEndpoint
      metadata:
        name: orders
        namespace: shop
      spec:
        meshRef: {name: shop}
        serviceName: orders
        ports:
        - {name: http, port: 80, targetPort: 8080, protocol: Http}
        - {name: admin, port: 81, targetPort: admin}
        backend:
          static:
            addresses:
            - {ip: 10.0.1.4, port: 8080, zone: euw1-az1}
        discovery: {record: SRV, health: None, onAllUnhealthy: Empty}
      ---
      apiVersion: vpcmesh.io/v1alpha1
      kind: ServiceEndpoint
      metadata: {name: pods, namespace: shop}
      spec:
        meshRef: {name: shop}
        ports: [{name: http, port: 80}]
        backend: {kubernetes: {selector: {matchLabels: {app: pods}}, hostPort: true}}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop, labels: {mesh: shop}}
      """;

  private static final ImmutableList<String> WORDS =
      ImmutableList.of(
          "null",
          "~",
          "true",
          "0x1F",
          "0o17",
          "-1",
          "1e999",
          ".inf",
          ".nan",
          "9".repeat(60),
          "\"",
          "'",
          "|",
          ">-",
          "{",
          "}",
          "[",
          "]",
          ": ",
          "- ",
          "? ",
          "&a ",
          "*a",
          "!!int ",
          "!!float ",
          "!!bool ",
          "!!null ",
          "!!binary ",
          "!mine ",
          "<<: *a",
          "%YAML 1.1",
          "---\n",
          "...\n",
          "#",
          "\t",
          "\r",
          "\n",
          "\u0000",
          "\uFEFF",
          "\uD800",
          "\u2028",
          "${HOME}",
          "status: ",
          "x".repeat(300));

  @Test
  void theManifestIsGoodToBeginWith() {
    assertThat(READER.read("good.yaml", GOOD).problems()).isEmpty();
    assertThat(READER.read("good.yaml", GOOD).documents()).hasSize(4);
  }

  @Test
  void mutatedFilesAreReadOrRefused() {
    Random random = new Random(20260101);
    int refused = 0;

    for (int round = 0; round < ROUNDS; round++) {
      String text = mutated(random);
      ManifestFile file = read(text);
      refused += file.problems().isEmpty() ? 0 : 1;
      file.problems().forEach(problem -> assertPlausible(problem, text));
    }

    assertThat(refused).isGreaterThan(ROUNDS / 2);
  }

  @Test
  void halfWrittenFilesAreReadOrRefused() {
    for (int end = 0; end < GOOD.length(); end++) {
      String text = GOOD.substring(0, end);
      read(text).problems().forEach(problem -> assertPlausible(problem, text));
    }
  }

  private static ManifestFile read(String text) {
    try {
      return READER.read("fuzz.yaml", text);
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("thrown for:\n" + text, e);
    }
  }

  private static void assertPlausible(ManifestProblem problem, String text) {
    assertThat(problem.line()).as(text).isBetween(1, 1 + (int) text.lines().count());
    assertThat(problem.message()).as(text).isNotBlank();
    assertThat(problem.text()).as(text).doesNotContainPattern("[\\r\\n]");
  }

  private static String mutated(Random random) {
    StringBuilder text = new StringBuilder(GOOD);
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      int from = random.nextInt(text.length());
      int to = Math.min(text.length(), from + random.nextInt(8));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(from, to);
        case 1 -> text.insert(from, WORDS.get(random.nextInt(WORDS.size())));
        case 2 -> text.replace(from, to, WORDS.get(random.nextInt(WORDS.size())));
        default -> text.insert(random.nextInt(text.length()), text.substring(from, to));
      }
    }
    return text.toString();
  }
}
