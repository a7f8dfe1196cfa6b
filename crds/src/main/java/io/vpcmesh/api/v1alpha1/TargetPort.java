package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The port that an instance listens on: a number, or a name that each instance resolves. */
public sealed interface TargetPort {
  /** What stands in the manifest: an integer or a string. */
  @JsonValue
  Object value();

  /** A port by its number. */
  record ByNumber(int number) implements TargetPort {
    @Override
    public Object value() {
      return number;
    }
  }

  /** A port by its name. */
  record ByName(String name) implements TargetPort {
    @Override
    public Object value() {
      return name;
    }
  }

  /** Anything but an integer is taken as a name; the schema lets nothing else through. */
  @JsonCreator
  static TargetPort of(Object value) {
    return value instanceof Integer number ? new ByNumber(number) : new ByName(value.toString());
  }
}
