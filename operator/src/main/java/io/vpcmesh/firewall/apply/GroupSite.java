package io.vpcmesh.firewall.apply;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.Identity;

/**
 * For whom a change of a security group is made.
 *
 * @param resourceTags put on all that is created, below our marks
 * @param proven whether this process created the group a moment ago, so that nothing need be read
 *     before it is opened: what is read lags behind the creation. It shortens no other proof.
 */
public record GroupSite(
    Identity identity, ImmutableMap<String, String> resourceTags, boolean proven) {

  /** Tags for a new object: those of the resource, and over them our marks. */
  ImmutableMap<String, String> allTags() {
    return ImmutableMap.<String, String>builder()
        .putAll(resourceTags)
        .putAll(identity.marks())
        .buildKeepingLast();
  }
}
