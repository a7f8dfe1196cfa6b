package io.vpcmesh.cloud;

import io.vpcmesh.model.AddressFamily;
import io.vpcmesh.model.PrefixListId;
import java.util.Optional;

/**
 * A managed prefix list as DescribeManagedPrefixLists shows it.
 *
 * @param maxEntries how many entries it may have, which is what a rule from it counts; absent for
 *     the lists of AWS itself
 */
public record ManagedPrefixList(
    PrefixListId id, AddressFamily family, Optional<Integer> maxEntries) {}
