package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PrefixListId;

/**
 * What a mesh says of who may call whom.
 *
 * @param access for endpoints that say nothing themselves
 * @param allowedCidrs within which the addresses are that endpoints may name as clients
 * @param allowedPrefixLists those that endpoints may name as clients
 */
public record Authorization(
    Access access,
    Enforcement enforcement,
    ImmutableList<Cidr> allowedCidrs,
    ImmutableSortedSet<PrefixListId> allowedPrefixLists,
    Revocation revocation) {

  /** What holds when a mesh says nothing. */
  public static final Authorization DEFAULT =
      new Authorization(
          Access.DENY,
          Enforcement.ENFORCE,
          ImmutableList.of(),
          ImmutableSortedSet.of(),
          Revocation.DEPLOYMENT);

  /** The same without the sources that a newer declaration does not let endpoints name. */
  Authorization within(Authorization newest) {
    return new Authorization(
        access,
        enforcement,
        allowedCidrs.stream()
            .flatMap(mine -> newest.allowedCidrs().stream().flatMap(most -> mine.common(most)))
            .distinct()
            .collect(ImmutableList.toImmutableList()),
        ImmutableSortedSet.copyOf(Sets.intersection(allowedPrefixLists, newest.allowedPrefixLists)),
        newest.revocation());
  }

  /** Whether the declared clients are the only ones. */
  public enum Enforcement {
    ENFORCE,
    /** All endpoints of the mesh reach each other, and what would be denied is only told. */
    AUDIT
  }

  /** When a client that is no longer named loses its access. */
  public enum Revocation {
    /** With the deployment of the change, and a rollback gives it back. */
    DEPLOYMENT,
    /** At once and for good. */
    IMMEDIATE
  }
}
