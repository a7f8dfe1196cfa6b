package io.vpcmesh.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.ObjectRef;
import java.util.Comparator;
import java.util.Optional;

/** The file and document that faults are found in. */
record Source(String fileName, YamlDocument yaml) {
  /** Where Kubernetes puts what names no namespace. */
  private static final String DEFAULT_NAMESPACE = "default";

  /** More would bury the first ones. */
  private static final int MOST_PROBLEMS = 50;

  /** Finding a line takes a search, so that not every one of a hundred thousand is looked up. */
  private static final int MOST_LOOKED_UP = 200;

  private static final Comparator<ManifestProblem> ORDER =
      Comparator.comparingInt(ManifestProblem::line)
          .thenComparing(ManifestProblem::path)
          .thenComparing(ManifestProblem::message);

  int line(DocumentPart part) {
    return yaml.lineOf(part.path());
  }

  ManifestDocument broken(DocumentPart part, ImmutableList<Finding> findings) {
    JsonNode metadata = part.json().path("metadata");
    Optional<String> name = text(metadata.path("name"));
    return new ManifestDocument.Broken(
        text(part.json().path("kind")),
        name.map(_ -> namespaceOf(metadata)),
        name,
        line(part),
        problems(part, findings));
  }

  private ImmutableList<ManifestProblem> problems(
      DocumentPart part, ImmutableList<Finding> findings) {
    ImmutableList<ManifestProblem> all =
        findings.stream()
            .limit(MOST_LOOKED_UP)
            .map(this::problem)
            .sorted(ORDER)
            .collect(ImmutableList.toImmutableList());
    if (all.size() <= MOST_PROBLEMS) {
      return all;
    }
    int more = findings.size() - MOST_PROBLEMS;
    String rest = "and %d more problems in this document".formatted(more);
    return ImmutableList.<ManifestProblem>builder()
        .addAll(all.subList(0, MOST_PROBLEMS))
        .add(new ManifestProblem(fileName, line(part), part.path().toString(), rest))
        .build();
  }

  private ManifestProblem problem(Finding finding) {
    return new ManifestProblem(
        fileName, yaml.lineOf(finding.path()), finding.path().toString(), finding.message());
  }

  static ObjectRef refOf(JsonNode metadata) {
    return new ObjectRef(namespaceOf(metadata), metadata.path("name").asText());
  }

  private static String namespaceOf(JsonNode metadata) {
    return text(metadata.path("namespace")).orElse(DEFAULT_NAMESPACE);
  }

  private static Optional<String> text(JsonNode value) {
    return value.isTextual() && !value.asText().isEmpty()
        ? Optional.of(value.asText())
        : Optional.empty();
  }
}
