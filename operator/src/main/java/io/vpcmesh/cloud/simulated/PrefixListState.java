package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.ManagedPrefixList;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PrefixListId;

/** A managed prefix list and what is in it. */
record PrefixListState(ManagedPrefixList list, ImmutableSet<Cidr> entries) {

  PrefixListId id() {
    return list.id();
  }

  /** How many rules a rule from this list counts; of AWS's own lists nobody tells. */
  int weight() {
    return list.maxEntries().orElse(entries.size());
  }
}
