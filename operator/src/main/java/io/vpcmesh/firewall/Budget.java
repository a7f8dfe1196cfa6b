package io.vpcmesh.firewall;

import com.google.common.collect.ImmutableSortedSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What the quota of a group leaves beside some of its rules. */
final class Budget {

  private final FirewallTerms terms;
  private final Load used;

  Budget(FirewallTerms terms, Collection<KnownRule> rules) {
    this(
        terms, rules.stream().map(rule -> terms.load(rule.source())).reduce(Load.NONE, Load::plus));
  }

  private Budget(FirewallTerms terms, Load used) {
    this.terms = terms;
    this.used = used;
  }

  /** The first opening, in their order, that has no place beside those before it. */
  Optional<Opening> firstExcess(ImmutableSortedSet<Opening> openings) {
    Load load = used;
    for (Opening opening : openings) {
      load = load.plus(terms.load(opening.source()));
      if (!terms.fits(load)) {
        return Optional.of(opening);
      }
    }
    return Optional.empty();
  }

  /**
   * Openings from prefix lists that have no place beside all others: one that is left out is no
   * reason to let nobody in.
   */
  ImmutableSortedSet<Opening> leftOut(ImmutableSortedSet<Opening> openings) {
    ImmutableSortedSet<Opening> lists =
        openings.stream()
            .filter(opening -> opening.source().prefixList().isPresent())
            .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
    Load others =
        openings.stream()
            .filter(opening -> !lists.contains(opening))
            .map(opening -> terms.load(opening.source()))
            .reduce(used, Load::plus);
    ImmutableSortedSet<Opening> fitting = new Budget(terms, others).fitting(lists);
    return lists.stream()
        .filter(list -> !fitting.contains(list))
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  /** Those that have a place, taken in their order. */
  ImmutableSortedSet<Opening> fitting(ImmutableSortedSet<Opening> openings) {
    ImmutableSortedSet.Builder<Opening> fitting =
        new ImmutableSortedSet.Builder<>(Comparator.naturalOrder());
    Load load = used;
    for (Opening opening : openings) {
      Load more = load.plus(terms.load(opening.source()));
      if (terms.fits(more)) {
        fitting.add(opening);
        load = more;
      }
    }
    return fitting.build();
  }
}
