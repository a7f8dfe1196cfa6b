package io.vpcmesh.model;

import java.util.Optional;

/** A TCP port, 1 to 65535. */
public record PortNumber(int value) implements Comparable<PortNumber> {

  public PortNumber {
    if (value < 1 || value > 65_535) {
      throw new IllegalArgumentException("a port is 1 to 65535, got " + value);
    }
  }

  /** The port that is written so, if it is one. */
  public static Optional<PortNumber> spelled(String text) {
    return Optional.of(text)
        .filter(it -> it.matches("[0-9]{1,5}"))
        .map(Integer::valueOf)
        .filter(port -> port >= 1 && port <= 65_535)
        .map(PortNumber::new);
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
