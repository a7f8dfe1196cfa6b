package io.vpcmesh.model;

/** A TCP port, 1 to 65535. */
public record PortNumber(int value) implements Comparable<PortNumber> {

  public PortNumber {
    if (value < 1 || value > 65_535) {
      throw new IllegalArgumentException("a port is 1 to 65535, got " + value);
    }
  }

  @Override
  public int compareTo(PortNumber other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
