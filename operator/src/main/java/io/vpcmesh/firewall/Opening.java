package io.vpcmesh.firewall;

import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.TrafficSource;
import java.util.Comparator;

/** TCP from one source to some ports. AWS keeps no second rule of a group for the same opening. */
public record Opening(PortRange ports, TrafficSource source) implements Comparable<Opening> {

  private static final Comparator<Opening> ORDER =
      Comparator.comparing(Opening::ports).thenComparing(opening -> opening.source().toString());

  @Override
  public int compareTo(Opening other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "port " + ports + " from " + source;
  }
}
