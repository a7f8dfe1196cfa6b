package io.vpcmesh.model;

import java.util.regex.Pattern;

/** A name below the mesh's namespace: one DNS label, in lower case. */
public record ServiceName(String value) implements Comparable<ServiceName> {

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  public ServiceName {
    if (!fits(value)) {
      throw new IllegalArgumentException(
          "a service name is a DNS label (a-z, 0-9, '-', at most 63), got '" + value + "'");
    }
  }

  /** Whether the text can be a service name. */
  public static boolean fits(String text) {
    return LABEL.matcher(text).matches();
  }

  @Override
  public int compareTo(ServiceName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
