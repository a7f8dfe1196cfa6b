package io.vpcmesh.firewall;

import static java.util.function.Predicate.not;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Maps;
import io.vpcmesh.firewall.DesiredGroup.Knowledge;
import io.vpcmesh.firewall.ListRulings.Ruling;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.TrafficSource;
import io.vpcmesh.topology.Callers;
import io.vpcmesh.topology.GroupPolicy;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the security group of an endpoint shall let in.
 *
 * @param unidentified callers that have no group of their own yet: they are let in later
 * @param leftOut what is wanted as well and cannot be opened for now
 * @param lists what becomes of the prefix lists that are named
 */
public record FirewallDesired(
    DesiredGroup group,
    ImmutableList<EndpointKey> unidentified,
    ImmutableSortedMap<Opening, ImmutableSortedSet<String>> leftOut,
    ListRulings lists) {

  private static final String CLIENTS = "spec.clients";
  private static final String PLATFORM = "the platform of the mesh";
  private static final String DRAINING = "instances that are still called";
  private static final String UNIDENTIFIED = "a client whose group is not known yet";

  /** Who may call, and where. */
  public record Access(Callers callers, ServicePorts ports) {}

  /**
   * What follows from the callers and from where the instances listen.
   *
   * @param group as it is: of what is open some is kept that nobody would open anew
   */
  public static FirewallDesired of(
      Callers callers, GroupPolicy policy, Sources known, ServicePorts ports, KnownGroup group) {
    return of(ImmutableList.of(new Access(callers, ports)), policy, known, group);
  }

  /**
   * What follows from several revisions that hold at the same time.
   *
   * @param live the one first whose values hold
   * @param group as it is: of what is open some is kept that nobody would open anew
   */
  public static FirewallDesired of(
      ImmutableList<Access> live, GroupPolicy policy, Sources known, KnownGroup group) {
    Draft draft = new Draft(known, live.getFirst().ports());
    live.forEach(draft::admit);
    draft.admit(policy);
    if (group instanceof KnownGroup.Present present) {
      present.rules().stream().filter(KnownRule::ours).forEach(draft::retain);
    }
    return new FirewallDesired(
        new DesiredGroup(
            draft.openings(),
            live.stream().allMatch(access -> access.callers().complete())
                ? Knowledge.COMPLETE
                : Knowledge.PARTIAL,
            known.lists().barred()),
        ImmutableList.copyOf(draft.unidentified),
        ImmutableSortedMap.of(),
        known.lists());
  }

  /** The same without some openings. */
  public FirewallDesired without(Predicate<Opening> unwanted) {
    return new FirewallDesired(
        new DesiredGroup(
            ImmutableSortedMap.copyOf(Maps.filterKeys(group.openings(), not(unwanted)::test)),
            group.knowledge(),
            group.barred()),
        unidentified,
        ImmutableSortedMap.copyOf(Maps.filterKeys(group.openings(), unwanted::test)),
        lists);
  }

  /** The same without what is not open yet: who leaves lets nobody new in. */
  public FirewallDesired opensNothing(KnownGroup known) {
    ImmutableSet<Opening> open =
        known instanceof KnownGroup.Present present
            ? present.rules().stream()
                .flatMap(rule -> rule.opening().stream())
                .collect(ImmutableSet.toImmutableSet())
            : ImmutableSet.of();
    ImmutableSortedMap.Builder<Opening, ImmutableSortedSet<String>> kept =
        ImmutableSortedMap.naturalOrder();
    group
        .openings()
        .forEach((opening, reasons) -> {
          if (open.contains(opening)) {
            kept.put(opening, reasons);
          }
        });
    return new FirewallDesired(
        new DesiredGroup(kept.buildOrThrow(), group.knowledge(), group.barred()),
        unidentified,
        leftOut,
        lists);
  }

  /** Collects openings with those on whose behalf they are open. */
  private static final class Draft {

    private final Identities identities;
    private final ListRulings lists;
    private final ServicePorts ports;
    private final SortedMap<Opening, SortedSet<String>> openings = new TreeMap<>();

    /** What nobody opens now, and nobody closes either. */
    private final SortedMap<Opening, SortedSet<String>> held = new TreeMap<>();

    private final SortedSet<EndpointKey> unidentified = new TreeSet<>();
    private final Set<TrafficSource> sources = new HashSet<>();

    Draft(Sources known, ServicePorts ports) {
      this.identities = known.identities();
      this.lists = known.lists();
      this.ports = ports;
    }

    void admit(Access access) {
      access
          .callers()
          .endpoints()
          .forEach((caller, names) -> admit(caller, numbers(access, names)));
      access
          .callers()
          .outside()
          .forEach((source, names) -> admit(source, numbers(access, names), CLIENTS));
    }

    private static ImmutableSet<PortNumber> numbers(
        Access access, ImmutableSortedSet<String> names) {
      return names.stream()
          .flatMap(name -> access.ports().numbers().get(name).stream())
          .collect(ImmutableSet.toImmutableSet());
    }

    private void admit(EndpointKey caller, ImmutableSet<PortNumber> numbers) {
      identities
          .groupsOf(caller)
          .ifPresentOrElse(
              groups ->
                  groups.forEach(group ->
                      admit(new TrafficSource.Group(group), numbers, caller.ref().toString())),
              () -> unidentified.add(caller));
    }

    void admit(GroupPolicy policy) {
      policy
          .platform()
          .forEach(platform ->
              platform.ports().forEach(port -> open(port, platform.source(), PLATFORM)));
    }

    /** Of what is open that stays which a client may still need, or perhaps has. */
    void retain(KnownRule rule) {
      rule.opening()
          .filter(opening -> !openings.containsKey(opening))
          .flatMap(this::reasonsToStay)
          .ifPresent(why -> openings.put(rule.opening().orElseThrow(), why));
    }

    private Optional<SortedSet<String>> reasonsToStay(Opening opening) {
      return Optional.ofNullable(held.get(opening))
          .or(() -> reasonToStay(opening).map(why -> new TreeSet<>(ImmutableSet.of(why))));
    }

    private Optional<String> reasonToStay(Opening opening) {
      boolean port = opening.ports().first().equals(opening.ports().last());
      if (port && sources.contains(opening.source()) && ports.isLeft(opening.ports().first())) {
        return Optional.of(DRAINING);
      }
      return !unidentified.isEmpty() && isNobodys(opening.source())
          ? Optional.of(UNIDENTIFIED)
          : Optional.empty();
    }

    /** Whether the source may be the group of an endpoint that has not told which is its. */
    private boolean isNobodys(TrafficSource source) {
      return source instanceof TrafficSource.Group(var group) && !identities.isSomebodys(group);
    }

    private void admit(TrafficSource source, ImmutableSet<PortNumber> numbers, String whose) {
      if (!(lists.of(source) instanceof Ruling.Shut)) {
        sources.add(source);
      }
      numbers.forEach(number -> open(number, source, whose));
    }

    private void open(PortNumber number, TrafficSource source, String whose) {
      SortedMap<Opening, SortedSet<String>> among =
          switch (lists.of(source)) {
            case Ruling.Open _ -> openings;
            case Ruling.Wait _, Ruling.Refused _ -> held;
            case Ruling.Shut _ -> new TreeMap<>();
          };
      among
          .computeIfAbsent(new Opening(PortRange.of(number), source), _ -> new TreeSet<>())
          .add(whose);
    }

    ImmutableSortedMap<Opening, ImmutableSortedSet<String>> openings() {
      ImmutableSortedMap.Builder<Opening, ImmutableSortedSet<String>> all =
          new ImmutableSortedMap.Builder<>(Comparator.naturalOrder());
      openings.forEach((opening, whose) -> all.put(opening, ImmutableSortedSet.copyOf(whose)));
      return all.buildOrThrow();
    }
  }
}
