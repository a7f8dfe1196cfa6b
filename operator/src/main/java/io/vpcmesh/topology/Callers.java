package io.vpcmesh.topology;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.TrafficSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
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

  /** Whoever is one of these or of those; refused is only who is so by both. */
  Callers or(Callers others) {
    return new Callers(
        ImmutableSortedMap.copyOf(or(endpoints, others.endpoints())),
        ImmutableMap.copyOf(or(outside, others.outside())),
        complete && others.complete(),
        refused.stream().filter(others.refused()::contains).collect(toImmutableList()),
        missing.stream().filter(others.missing()::contains).collect(toImmutableList()));
  }

  private static <K> Map<K, ImmutableSortedSet<String>> or(
      Map<K, ImmutableSortedSet<String>> some, Map<K, ImmutableSortedSet<String>> others) {
    Map<K, ImmutableSortedSet<String>> all = new LinkedHashMap<>(some);
    others.forEach((caller, names) ->
        all.merge(
            caller, names, (one, other) -> ImmutableSortedSet.copyOf(Sets.union(one, other))));
    return all;
  }

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
