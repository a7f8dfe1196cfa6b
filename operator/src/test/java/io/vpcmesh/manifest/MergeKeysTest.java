package io.vpcmesh.manifest;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A mapping may take in others with {@code <<}, but without end it may not. */
@Timeout(value = 60, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MergeKeysTest {
  private static final ManifestReader READER = new ManifestReader();
  private static final String LOOP = "holds a loop of aliases, or more than 500000 values";

  @Test
  void aMappingTakesInOthersAndItsOwnFieldsGoFirst() {
    ManifestFile file =
        READER.read(
            "a.yaml",
            """
            apiVersion: v1
            kind: Namespace
            metadata:
              name: shop
              annotations:
              labels:
                <<: [{a: first, b: first}, {a: second, c: second}]
                b: own
            """);

    assertThat(file.documents())
        .containsExactly(
            new ManifestDocument.Namespace(
                "shop", 1, ImmutableMap.of("b", "own", "a", "first", "c", "second")));
  }

  @Test
  void aFaultInWhatWasTakenInIsFoundThere() {
    assertThat(
            problems(
                """
                apiVersion: v1
                kind: List
                items:
                - &one
                  apiVersion: v1
                  kind: Namespace
                  metadata: {name: shop}
                  typo: 1
                - <<: *one
                  metadata: {name: other}
                """))
        .containsExactly(
            "a.yaml:8: items[0].typo: unknown field", "a.yaml:8: items[1].typo: unknown field");
  }

  @Test
  void onlyMappingsCanBeTakenIn() {
    assertThat(problems("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop,\n  <<: 1}\n"))
        .containsExactly("a.yaml:4: metadata[\"<<\"]: must be a mapping, or a list of them");
  }

  @Test
  void aMappingThatTakesInItselfIsRefused() {
    assertThat(problems("&a {<<: *a}")).containsExactly("a.yaml:1: " + LOOP);
    assertThat(problems("&a {b: {<<: [*a]}}")).containsExactly("a.yaml:1: " + LOOP);
    assertThat(problems("&a\n!!merge x: *a"))
        .containsExactly("a.yaml:2: holds the tag !!merge; leave it out, << merges without it");
  }

  @Test
  void fewLinesDoNotBecomeBillionsOfFields() {
    String manyTimes =
        "m0: &m0 {? [a] : b}\n"
            + each(30, "m%1$d: &m%1$d {<<: [*m%2$d, *m%2$d, *m%2$d, *m%2$d]}\n");
    String allBefore = "m0: &m0 {k0: 1}\n" + each(20_000, "m%1$d: &m%1$d {k%1$d: 1, <<: *m%2$d}\n");

    assertThat(problems(manyTimes)).containsExactly("a.yaml:1: " + LOOP);
    assertThat(problems(allBefore)).containsExactly("a.yaml:1: " + LOOP);
  }

  private static ImmutableList<String> problems(String text) {
    return READER.read("a.yaml", text).problems().stream()
        .map(ManifestProblem::text)
        .collect(ImmutableList.toImmutableList());
  }

  private static String each(int count, String line) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> line.formatted(i, i - 1))
        .collect(Collectors.joining());
  }
}
