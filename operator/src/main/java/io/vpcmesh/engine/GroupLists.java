package io.vpcmesh.engine;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import io.vpcmesh.firewall.KnownList;
import io.vpcmesh.firewall.Load;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.PrefixListId;
import java.util.Optional;

/**
 * What the plan for a group needs to know of prefix lists: those that are to be let in, and those
 * that rules of the group are from already, whoever made them.
 *
 * @param failure why nothing is known of some, if the read of them failed
 */
record GroupLists(ImmutableMap<PrefixListId, KnownList> known, Optional<AwsFailure> failure) {

  static final GroupLists NONE = new GroupLists(ImmutableMap.of(), Optional.empty());

  static GroupLists of(ImmutableSet<PrefixListId> needed, ListReads reads) {
    ImmutableMap<PrefixListId, KnownList> known = Maps.toMap(needed, reads::known);
    return new GroupLists(
        known,
        Maps.filterValues(known, GroupLists::isUnknown).keySet().stream()
            .flatMap(list -> reads.failure(list).stream())
            .findFirst());
  }

  /** How much of the quota of a group each counts. */
  ImmutableMap<PrefixListId, Load> loads() {
    return ImmutableMap.copyOf(Maps.transformValues(known, KnownList::load));
  }

  /** The first of those that are being read. */
  Optional<PrefixListId> awaited() {
    return failure.isPresent()
        ? Optional.empty()
        : known.entrySet().stream()
            .filter(each -> isUnknown(each.getValue()))
            .map(each -> each.getKey())
            .findFirst();
  }

  private static boolean isUnknown(KnownList list) {
    return list instanceof KnownList.Unknown;
  }
}
