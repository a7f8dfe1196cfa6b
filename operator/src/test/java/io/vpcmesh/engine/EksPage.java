package io.vpcmesh.engine;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.manifest.ManifestDocument;
import io.vpcmesh.manifest.ManifestReader;
import io.vpcmesh.model.SecurityGroupId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What docs/eks-pods.md declares, and which rules it says follow from that. */
final class EksPage {

  private static final Path FILE =
      Path.of(System.getProperty("basedir", ".")).resolve("../docs/eks-pods.md");
  private static final Splitter CELLS = Splitter.on('|').trimResults().omitEmptyStrings();
  private static final Pattern ID = Pattern.compile("sg-[0-9a-f]+");
  private static final CharMatcher TICKS = CharMatcher.is('`');

  private EksPage() {}

  /**
   * The resources of the declaration.
   *
   * @param groups those that exist, by the ids that the page gives them
   */
  static ImmutableList<ManifestDocument> declared(Map<String, SecurityGroupId> groups) {
    String text = block("kind: ServiceMesh");
    for (Map.Entry<String, SecurityGroupId> group : groups.entrySet()) {
      text = text.replace(group.getKey(), group.getValue().value());
    }
    return new ManifestReader().read("eks-pods.md", text).documents();
  }

  /** The ids of the groups that the declaration names. */
  static ImmutableSortedSet<String> groups() {
    return ID.matcher(block("kind: ServiceMesh"))
        .results()
        .map(MatchResult::group)
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  /** The block of YAML in which this stands. */
  static String block(String part) {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = new StringBuilder();
    boolean inside = false;
    for (String line : lines()) {
      if (line.startsWith("```")) {
        inside = line.equals("```yaml");
        blocks.add(block.toString());
        block.setLength(0);
      } else if (inside) {
        block.append(line).append('\n');
      }
    }
    return blocks.stream().filter(it -> it.contains(part)).findFirst().orElseThrow();
  }

  /** The rules of the table: {@code in 8080 cart}. */
  static ImmutableSortedSet<String> rules() {
    return lines().stream()
        .filter(line -> line.startsWith("| in |") || line.startsWith("| out |"))
        .map(CELLS::splitToList)
        .map(cells ->
            "%s %s %s".formatted(cells.get(0), cells.get(1), TICKS.removeFrom(cells.get(2))))
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
