package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Maps;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.TrafficSource;
import java.util.Comparator;
import java.util.Map;

/**
 * Who may call an endpoint as things are: the clients that it names, the mesh's own say included.
 *
 * @param endpoints each with the names of the ports that it may call
 * @param outside what is no endpoint, with the same
 * @param complete whether everybody is known; if not, others may be callers as well
 * @param refused clients that are named, and that the mesh does not let the endpoint name
 * @param missing endpoints that are named and that there are not
 */
public record Callers(
    ImmutableSortedMap<EndpointKey, ImmutableSortedSet<String>> endpoints,
    ImmutableMap<TrafficSource, ImmutableSortedSet<String>> outside,
    boolean complete,
    ImmutableList<Problem> refused,
    ImmutableList<EndpointKey> missing) {

  /** Nobody, for sure. */
  public static final Callers NOBODY =
      new Callers(
          ImmutableSortedMap.of(), ImmutableMap.of(), true, ImmutableList.of(), ImmutableList.of());

  /**
   * Those of them that others let in as well: on a port that is there no more whoever is let in at
   * all.
   *
   * @param ports that there are
   */
  Callers within(Callers others, ImmutableSortedSet<String> ports) {
    return new Callers(
        ImmutableSortedMap.copyOf(within(endpoints, others.endpoints(), ports)),
        ImmutableMap.copyOf(within(outside, others.outside(), ports)),
        complete && others.complete(),
        refused,
        missing);
  }

  private static <K> Map<K, ImmutableSortedSet<String>> within(
      Map<K, ImmutableSortedSet<String>> callers,
      Map<K, ImmutableSortedSet<String>> others,
      ImmutableSortedSet<String> ports) {
    return Maps.filterValues(
        Maps.transformEntries(
            callers,
            (caller, names) -> {
              ImmutableSortedSet<String> let = others.getOrDefault(caller, ImmutableSortedSet.of());
              return names.stream()
                  .filter(name -> ports.contains(name) ? let.contains(name) : !let.isEmpty())
                  .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
            }),
        names -> !names.isEmpty());
  }
}
