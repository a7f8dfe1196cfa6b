package io.vpcmesh.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimaps;
import java.util.function.Predicate;

/**
 * A document, or one item of a list of them.
 *
 * @param path where it stands in what was parsed
 * @param findings what was wrong with it before anybody looked at its fields
 */
record DocumentPart(FieldPath path, JsonNode json, ImmutableList<Finding> findings) {

  ImmutableList<DocumentPart> items() {
    JsonNode items = json.path("items");
    FieldPath list = path.field("items");
    ImmutableListMultimap<FieldPath, Finding> byItem =
        Multimaps.index(findings, finding -> finding.path().start(list.steps().size() + 1));
    ImmutableList.Builder<DocumentPart> parts = ImmutableList.builder();
    for (int i = 0; i < items.size(); i++) {
      FieldPath item = list.item(i);
      parts.add(new DocumentPart(item, items.path(i), byItem.get(item)));
    }
    return parts.build();
  }

  /** Faults that lie in none of the items. */
  ImmutableList<Finding> findingsBesideItems() {
    FieldPath items = path.field("items");
    return findings(finding -> finding.path().equals(items) || !finding.path().isWithin(items));
  }

  private ImmutableList<Finding> findings(Predicate<Finding> which) {
    return findings.stream().filter(which).collect(ImmutableList.toImmutableList());
  }

  /** All faults, given those that lie below this part; one that cannot be read has no more. */
  ImmutableList<Finding> findingsAnd(ImmutableList<Finding> below) {
    if (json.isNull() && !findings.isEmpty()) {
      return findings;
    }
    ImmutableList.Builder<Finding> all = ImmutableList.<Finding>builder().addAll(findings);
    below.forEach(finding -> all.add(new Finding(finding.path().below(path), finding.message())));
    return all.build();
  }
}
