package io.vpcmesh.model;

/** TCP ports from the first to the last. */
public record PortRange(PortNumber first, PortNumber last) implements Comparable<PortRange> {

  public PortRange {
    if (first.compareTo(last) > 0) {
      throw new IllegalArgumentException(
          "a port range ends where it starts or later, got " + first + "-" + last);
    }
  }

  public static PortRange of(PortNumber only) {
    return new PortRange(only, only);
  }

  public static PortRange of(int first, int last) {
    return new PortRange(new PortNumber(first), new PortNumber(last));
  }

  public boolean contains(PortNumber port) {
    return first.compareTo(port) <= 0 && port.compareTo(last) <= 0;
  }

  @Override
  public int compareTo(PortRange other) {
    int byFirst = first.compareTo(other.first);
    return byFirst != 0 ? byFirst : last.compareTo(other.last);
  }

  @Override
  public String toString() {
    return first.equals(last) ? first.toString() : first + "-" + last;
  }
}
