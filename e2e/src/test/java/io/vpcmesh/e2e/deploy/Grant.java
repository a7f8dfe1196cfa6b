package io.vpcmesh.e2e.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.e2e.plane.Audit.Request;
import java.util.stream.StreamSupport;

/**
 * One thing that a role allows.
 *
 * @param name of the only object that is meant; empty: every object
 */
record Grant(String verb, String group, String resource, String name) {

  /** Everything that a role allows, one by one. */
  static ImmutableSet<Grant> of(JsonNode role) {
    ImmutableSet.Builder<Grant> grants = ImmutableSet.builder();
    for (JsonNode rule : role.path("rules")) {
      for (String group : texts(rule.path("apiGroups"))) {
        for (String resource : texts(rule.path("resources"))) {
          for (String verb : texts(rule.path("verbs"))) {
            names(rule).forEach(name -> grants.add(new Grant(verb, group, resource, name)));
          }
        }
      }
    }
    return grants.build();
  }

  private static ImmutableList<String> names(JsonNode rule) {
    ImmutableList<String> names = texts(rule.path("resourceNames"));
    return names.isEmpty() ? ImmutableList.of("") : names;
  }

  private static ImmutableList<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::asText)
        .collect(ImmutableList.toImmutableList());
  }

  /** Whether the request needed this. */
  boolean covers(Request request) {
    return verb.equals(request.verb())
        && group.equals(request.group())
        && resource.equals(request.resource())
        && (name.isEmpty() || name.equals(request.name()));
  }

  /** The resource, as kubectl spells it. */
  String whole() {
    return group.isEmpty() ? resource : resource + "." + group;
  }

  @Override
  public String toString() {
    return verb + " " + whole() + (name.isEmpty() ? "" : " " + name);
  }
}
