package io.vpcmesh.manifest;

import com.google.common.collect.ImmutableList;
import java.util.regex.Pattern;

/** The way from a document's root to one of its fields. */
record FieldPath(ImmutableList<Step> steps) {

  static final FieldPath ROOT = new FieldPath(ImmutableList.of());

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

  /** One step down. */
  sealed interface Step {
    /** Into a mapping. */
    record Field(String name) implements Step {}

    /** Into a list. */
    record Item(int index) implements Step {}
  }

  FieldPath field(String name) {
    return plus(new Step.Field(name));
  }

  FieldPath item(int index) {
    return plus(new Step.Item(index));
  }

  private FieldPath plus(Step step) {
    return new FieldPath(ImmutableList.<Step>builder().addAll(steps).add(step).build());
  }

  /** This path, seen from a root above its own. */
  FieldPath below(FieldPath root) {
    return new FieldPath(ImmutableList.<Step>builder().addAll(root.steps).addAll(steps).build());
  }

  /** Its first steps, or all when it has no more. */
  FieldPath start(int length) {
    return new FieldPath(steps.subList(0, Math.min(length, steps.size())));
  }

  boolean isWithin(FieldPath root) {
    return steps.size() >= root.steps.size()
        && steps.subList(0, root.steps.size()).equals(root.steps);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      switch (step) {
        case Step.Item(int index) -> text.append('[').append(index).append(']');
        case Step.Field(String name) when !PLAIN.matcher(name).matches() ->
            text.append("[\"").append(Shown.shortened(name)).append("\"]");
        case Step.Field(String name) ->
            text.append(text.isEmpty() ? "" : ".").append(Shown.shortened(name));
      }
    }
    return text.toString();
  }
}
