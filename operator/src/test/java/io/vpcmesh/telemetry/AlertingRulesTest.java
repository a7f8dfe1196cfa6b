package io.vpcmesh.telemetry;

import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The rules that people install speak of metrics that there are. */
class AlertingRulesTest {

  private static final Path FILE = Path.of("../deploy/prometheus/rules.yaml");
  private static final ImmutableSet<Object> PARTS =
      ImmutableSet.of("alert", "expr", "for", "labels", "annotations");
  private static final Pattern NAME = Pattern.compile("vpcmesh_[a-z_]+");

  @Test
  void everyMetricOfARuleIsInTheCatalogue() throws IOException {
    ImmutableSet<String> catalogue =
        Arrays.stream(Metric.values()).map(Metric::exposed).collect(toImmutableSet());

    assertThat(rules())
        .hasSize(6)
        .allSatisfy(rule -> {
          assertThat(ImmutableSet.<Object>copyOf(rule.keySet())).isEqualTo(PARTS);
          assertThat(names(String.valueOf(rule.get("expr")))).isNotEmpty().isSubsetOf(catalogue);
        });
  }

  private static ImmutableSet<String> names(String expression) {
    return NAME.matcher(expression).results().map(MatchResult::group).collect(toImmutableSet());
  }

  private static List<Map<?, ?>> rules() throws IOException {
    Map<?, ?> file =
        (Map<?, ?>)
            requireNonNull(
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE)));
    return entries(file, "groups").flatMap(group -> entries(group, "rules")).toList();
  }

  private static Stream<Map<?, ?>> entries(Map<?, ?> parent, String key) {
    return ((List<?>) requireNonNull(parent.get(key))).stream().map(entry -> (Map<?, ?>) entry);
  }
}
