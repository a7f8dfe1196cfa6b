package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.topology.NameClaims.Claimant;

/** An index that lets something pass. */
public final class OpenIndex {

  private OpenIndex() {}

  /** Whoever comes last takes a name from its owner. */
  public static Index youngestFirst() {
    return new Index(new NameClaims(Claimant.OLDEST_FIRST.reversed()), Acceptance.OF_MESHES);
  }

  /** A mesh may become another one. */
  public static Index withoutImmutables() {
    return new Index(
        new NameClaims(),
        new Acceptance<>(
            Acceptance.OF_MESHES.parser(),
            (before, after) -> ImmutableList.of(),
            Acceptance.OF_MESHES.hash(),
            Acceptance.OF_MESHES.refreshed()));
  }
}
