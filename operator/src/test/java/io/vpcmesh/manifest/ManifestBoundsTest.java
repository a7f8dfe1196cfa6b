package io.vpcmesh.manifest;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A file that is made to do harm is refused with a reason, before it costs much. */
@Timeout(value = 120, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManifestBoundsTest {
  private static final ManifestReader READER = new ManifestReader();

  private static final String ENDPOINT =
      """
      apiVersion: vpcmesh.io/v1alpha1
      kind: ServiceEndpoint
      metadata: {name: orders}
      """;

  @Test
  void noPatternIsTriedOnATextThatIsTooLong() {
    String manifest =
        """
        apiVersion: vpcmesh.io/v1alpha1
        kind: ServiceMesh
        metadata: {name: shop}
        spec:
          aws:
            region: "eu%s"
            vpcs: [{id: vpc-0a1b2c3d, primary: true}]
          namespace: {name: shop.internal}
        """
            .formatted("-a".repeat(1_000_000));

    assertThat(problems(manifest))
        .containsExactly(
            "a.yaml:6: spec.aws.region: has 2000002 characters; at most 32 are allowed");
  }

  @Test
  void whatIsWrittenIsCountedBeforeItIsKept() {
    assertThat(problems(ENDPOINT + "spec: [" + "a,".repeat(1_000_000) + "]"))
        .containsExactly("a.yaml:4: holds more than 200,000 values; split it");
  }

  @Test
  void theDocumentsOfAFileAreCounted() {
    String manyDocuments = "---\na: 1\n".repeat(20_000);
    String manyItems = "apiVersion: v1\nkind: List\nitems:\n" + "- a\n".repeat(20_000);

    assertThat(problems(manyDocuments))
        .containsExactly("a.yaml:1: holds more than 10,000 documents; split it");
    assertThat(problems(manyItems))
        .containsExactly("a.yaml:1: holds more than 10,000 documents; split it");
  }

  @Test
  void aThousandFaultsAreToldAndThenTheFirstOfEachDocument() {
    String faults = each(60, i -> "field" + i + ": 1\n");
    String documents = each(100, i -> "---\n" + ENDPOINT + faults);

    ImmutableList<ManifestDocument> read = READER.read("a.yaml", documents).documents();

    assertThat(read.stream().map(document -> document.problems().size()).limit(20))
        .containsOnly(51);
    assertThat(read.stream().map(document -> document.problems().size()).skip(20))
        .hasSize(80)
        .containsOnly(1);
  }

  @Test
  void noMessageIsEndless() {
    String endless = "x".repeat(500_000);

    assertThat(problems(ENDPOINT + "spec: *" + endless)).first().asString().hasSizeLessThan(300);
    assertThat(problems(ENDPOINT + "spec: {? " + endless + " : 1}"))
        .contains("a.yaml:4: spec." + "x".repeat(60) + "…: unknown field");
  }

  private static ImmutableList<String> problems(String text) {
    return READER.read("a.yaml", text).problems().stream()
        .map(ManifestProblem::text)
        .collect(ImmutableList.toImmutableList());
  }

  private static String each(int count, IntFunction<String> text) {
    return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining());
  }
}
