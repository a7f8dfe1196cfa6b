package io.vpcmesh.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.vpcmesh.standalone.Preview;
import io.vpcmesh.standalone.directory.ManifestName;
import java.util.List;

/** A plan as it is shown, in a stable order. */
record PrintedPlan(Preview.Result plan) {

  ImmutableList<String> problems() {
    return plan.problems();
  }

  /** The changes of each resource, and how many there are. */
  ImmutableList<String> lines() {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    plan.changes()
        .forEach((name, changes) -> {
          lines.add(name.toString());
          changes.forEach(change -> lines.add("  " + change));
          lines.add("");
        });
    return lines.add(summary()).build();
  }

  String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putArray("resources");
    plan.changes()
        .forEach((name, changes) -> json.withArrayProperty("resources").add(json(name, changes)));
    json.putArray("problems");
    plan.problems().forEach(json.withArrayProperty("problems")::add);
    return json.toPrettyString();
  }

  private static ObjectNode json(ManifestName name, List<String> changes) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    name.key().ifPresent(key -> json.put("kind", key.kind()));
    json.put("namespace", name.namespace());
    json.put("name", name.name());
    changes.forEach(json.withArrayProperty("changes")::add);
    return json;
  }

  /** Where something is wrong, more changes may follow, and nobody must take it for the end. */
  private String summary() {
    int changes = plan.changes().values().stream().mapToInt(List::size).sum();
    String count =
        changes == 0
            ? "No changes"
            : "%s planned for %s"
                .formatted(
                    many(changes, "change is", "changes are"),
                    many(plan.changes().size(), "resource", "resources"));
    return plan.problems().isEmpty()
        ? count + "."
        : count
            + ", as far as can be told: "
            + many(plan.problems().size(), "problem.", "problems.");
  }

  private static String many(int count, String one, String more) {
    return count + " " + (count == 1 ? one : more);
  }
}
