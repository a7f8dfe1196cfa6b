package io.vpcmesh.firewall;

import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.TrafficSource;
import java.util.Comparator;

/**
 * TCP from one source to some ports. AWS keeps no second rule of a group for the same opening, and
 * clears the bits of a CIDR that do not count: so does this.
 */
public record Opening(PortRange ports, TrafficSource source) implements Comparable<Opening> {

  private static final Comparator<Opening> ORDER =
      Comparator.comparing(Opening::ports).thenComparing(opening -> opening.source().toString());

  public Opening {
    if (source instanceof TrafficSource.Addresses(Cidr cidr)) {
      source = new TrafficSource.Addresses(cidr.masked());
    }
  }

  @Override
  public int compareTo(Opening other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "port " + ports + " from " + source;
  }
}
