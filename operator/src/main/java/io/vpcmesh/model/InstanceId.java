package io.vpcmesh.model;

import java.util.regex.Pattern;

/**
 * Names one instance within a Cloud Map service: at most 64 of letters, digits and {@code _/:.@-}.
 * Ours are DNS labels besides, since Cloud Map makes a host name of them for SRV.
 */
public record InstanceId(String value) implements Comparable<InstanceId> {

  /** RFC 9562 in its text form, as Kubernetes writes it. */
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  public InstanceId {
    if (value.isEmpty() || value.length() > 64) {
      throw new IllegalArgumentException(
          "an instance id has 1 to 64 characters, got '" + value + "'");
    }
  }

  /** Whether the id was made for one thing, such as a pod's UID: nothing else ever has it. */
  public boolean isUnique() {
    return UUID.matcher(value).matches();
  }

  @Override
  public int compareTo(InstanceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
