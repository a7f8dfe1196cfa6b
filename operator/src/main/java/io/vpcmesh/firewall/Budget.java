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
    this.terms = terms;
    this.used = rules.stream().map(rule -> terms.load(rule.source())).reduce(Load.NONE, Load::plus);
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
