package io.vpcmesh.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Optional;

/** What apiVersion and kind say of a document. */
sealed interface DocumentHead {
  /** A kind that is read. */
  record Known(DocumentKind kind) implements DocumentHead {}

  /** A kind of somebody else, such as a Deployment that lies beside our manifests. */
  record Foreign() implements DocumentHead {}

  /** Anything else. */
  record Unknown(Finding finding) implements DocumentHead {}

  static DocumentHead of(JsonNode document) {
    if (!document.isObject()) {
      return new Unknown(
          new Finding(
              FieldPath.ROOT,
              "must be a mapping with apiVersion, kind and metadata, not "
                  + Shown.value(document)));
    }
    return missing(document, "kind")
        .or(() -> missing(document, "apiVersion"))
        .<DocumentHead>map(Unknown::new)
        .orElseGet(() -> known(document.path("kind"), document.path("apiVersion")));
  }

  private static Optional<Finding> missing(JsonNode document, String field) {
    return document.path(field).isTextual()
        ? Optional.empty()
        : Optional.of(new Finding(FieldPath.ROOT.field(field), "is required and missing"));
  }

  private static DocumentHead known(JsonNode name, JsonNode apiVersion) {
    return Arrays.stream(DocumentKind.values())
        .filter(kind -> kind.kind.equals(name.asText()))
        .findFirst()
        .map(kind -> known(kind, apiVersion))
        .orElseGet(() ->
            isForeign(name.asText(), apiVersion.asText())
                ? new Foreign()
                : new Unknown(unknownKind(name)));
  }

  private static DocumentHead known(DocumentKind kind, JsonNode apiVersion) {
    if (kind.apiVersion.equals(apiVersion.asText())) {
      return new Known(kind);
    }
    return new Unknown(
        new Finding(
            FieldPath.ROOT.field("apiVersion"),
            "must be %s for a %s, not %s"
                .formatted(kind.apiVersion, kind.kind, Shown.value(apiVersion))));
  }

  /** What may be one of ours with a slip of the pen is not. */
  private static boolean isForeign(String kind, String apiVersion) {
    return Arrays.stream(DocumentKind.values())
        .noneMatch(ours ->
            isNear(DocumentKind.group(apiVersion), ours.group())
                && (ours.hasGroup() || isNear(kind, ours.kind)));
  }

  private static boolean isNear(String written, String known) {
    return written.equals(known) || !Suggestion.forWord(written, ImmutableList.of(known)).isEmpty();
  }

  private static Finding unknownKind(JsonNode name) {
    return new Finding(
        FieldPath.ROOT.field("kind"),
        "must be one of %s, not %s%s"
            .formatted(
                String.join(", ", DocumentKind.names()),
                Shown.value(name),
                Suggestion.forWord(name.asText(), DocumentKind.names())));
  }
}
