package io.vpcmesh.firewall;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.model.TrafficSource;

/**
 * What a group shall let in.
 *
 * @param openings each with those on whose behalf it is open, of whom there is at least one: it is
 *     closed when the last of them goes
 * @param knowledge whether anything may be concluded from what is not among the openings
 * @param barred what nothing may be open to, whoever it is for: it is closed also while somebody is
 *     not known
 */
public record DesiredGroup(
    ImmutableSortedMap<Opening, ImmutableSortedSet<String>> openings,
    Knowledge knowledge,
    ImmutableSet<TrafficSource> barred) {

  /** Whether all who may be let in are known. */
  public enum Knowledge {
    COMPLETE,
    /** Somebody's identity is not known yet: nothing is closed. */
    PARTIAL
  }
}
