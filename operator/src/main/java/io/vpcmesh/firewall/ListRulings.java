package io.vpcmesh.firewall;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.model.AddressFamily;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.TrafficSource;
import io.vpcmesh.topology.Callers;
import io.vpcmesh.topology.GroupPolicy;
import io.vpcmesh.topology.GroupPolicy.PlatformSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What becomes of each prefix list that an endpoint is to let in. */
public record ListRulings(ImmutableSortedMap<PrefixListId, Ruling> byList) {

  /** Where no list is named. */
  public static final ListRulings NONE = new ListRulings(ImmutableSortedMap.of());

  /** What becomes of one list. */
  public sealed interface Ruling {

    /** It is let in. */
    record Open() implements Ruling {}

    /** Nobody can tell yet: what is open stays open, and nothing is opened. */
    record Wait() implements Ruling {}

    /** It is not let in. What is open does no harm, and stays: the list may be back any time. */
    record Refused(Problem why) implements Ruling {}

    /** Nothing may be open to it. */
    record Shut(Problem why) implements Ruling {}
  }

  /** The lists that clients or the platform name. */
  private static ImmutableSortedSet<PrefixListId> named(
      Set<TrafficSource> clients, GroupPolicy policy) {
    return Stream.concat(clients.stream(), policy.platform().stream().map(PlatformSource::source))
        .flatMap(source -> source.prefixList().stream())
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  /**
   * What follows from what is known of the lists.
   *
   * @param families those that the instances have addresses of; none while nobody knows
   */
  public static ListRulings of(
      Callers callers,
      GroupPolicy policy,
      Function<PrefixListId, KnownList> known,
      ImmutableSet<AddressFamily> families) {
    return of(callers.outside().keySet(), policy, known, families);
  }

  /**
   * What follows from what is known of the lists.
   *
   * @param clients those that are no endpoints
   * @param families those that the instances have addresses of; none while nobody knows
   */
  public static ListRulings of(
      Set<TrafficSource> clients,
      GroupPolicy policy,
      Function<PrefixListId, KnownList> known,
      ImmutableSet<AddressFamily> families) {
    ImmutableSortedMap.Builder<PrefixListId, Ruling> rulings = ImmutableSortedMap.naturalOrder();
    for (PrefixListId list : named(clients, policy)) {
      boolean ofClient = clients.contains(new TrafficSource.PrefixList(list));
      rulings.put(list, ruling(list, known.apply(list), ofClient ? families : ImmutableSet.of()));
    }
    return new ListRulings(rulings.buildOrThrow());
  }

  private static Ruling ruling(
      PrefixListId list, KnownList known, ImmutableSet<AddressFamily> families) {
    return switch (known) {
      case KnownList.Unknown _ -> new Ruling.Wait();
      case KnownList.Absent _ ->
          new Ruling.Refused(
              new Problem(
                  Reason.PrefixListNotFound,
                  "prefix list %s is not in AWS, or not shared with this account: nothing is opened to it; make it, have it shared, or name another"
                      .formatted(list)));
      case KnownList.Present present -> ruling(list, present, families);
    };
  }

  private static Ruling ruling(
      PrefixListId list, KnownList.Present present, ImmutableSet<AddressFamily> families) {
    if (present.tooWide().isPresent()) {
      return new Ruling.Shut(tooWide(list, present.tooWide().orElseThrow()));
    }
    if (present.maxEntries().isEmpty()) {
      return new Ruling.Refused(
          new Problem(
              Reason.RuleLimitExceeded,
              "prefix list %s does not tell how many entries it may have, as those of AWS do not, so nobody knows how many rules it counts: nothing is opened to it; make a list of your own with its entries"
                  .formatted(list)));
    }
    return families.isEmpty() || families.contains(present.family())
        ? new Ruling.Open()
        : new Ruling.Refused(otherFamily(list, present.family()));
  }

  private static Problem tooWide(PrefixListId list, Cidr entry) {
    return new Problem(
        Reason.TooWide,
        "prefix list %s has the entry %s, and no network wider than /8, of IPv6 /16, is let in: nothing is open to it; take the entry out of it, or name another list"
            .formatted(list, entry));
  }

  private static Problem otherFamily(PrefixListId list, AddressFamily family) {
    return new Problem(
        Reason.AddressFamilyMismatch,
        "prefix list %s is of %s, and no instance has an address of it: nothing is opened to it; name a list of the addresses that reach them"
            .formatted(list, family));
  }

  /** What becomes of a source; of one that is no list nobody asks here. */
  Ruling of(TrafficSource source) {
    return source
        .prefixList()
        .flatMap(list -> Optional.ofNullable(byList.get(list)))
        .orElseGet(Ruling.Open::new);
  }

  /** Why lists are not let in. */
  public ImmutableList<Problem> problems() {
    return rulings()
        .flatMap(ruling ->
            switch (ruling) {
              case Ruling.Open _, Ruling.Wait _ -> Stream.empty();
              case Ruling.Refused(Problem why) -> Stream.of(why);
              case Ruling.Shut(Problem why) -> Stream.of(why);
            })
        .collect(ImmutableList.toImmutableList());
  }

  /** What nothing may be open to, whoever it is for. */
  ImmutableSet<TrafficSource> barred() {
    return byList.entrySet().stream()
        .filter(each -> each.getValue() instanceof Ruling.Shut)
        .map(each -> new TrafficSource.PrefixList(each.getKey()))
        .collect(ImmutableSet.toImmutableSet());
  }

  private Stream<Ruling> rulings() {
    return byList.values().stream();
  }
}
