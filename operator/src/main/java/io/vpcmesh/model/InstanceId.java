package io.vpcmesh.model;

/**
 * Names one instance within a Cloud Map service: at most 64 of letters, digits and {@code _/:.@-}.
 * Ours are DNS labels besides, since Cloud Map makes a host name of them for SRV.
 */
public record InstanceId(String value) implements Comparable<InstanceId> {

  public InstanceId {
    if (value.isEmpty() || value.length() > 64) {
      throw new IllegalArgumentException(
          "an instance id has 1 to 64 characters, got '" + value + "'");
    }
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
