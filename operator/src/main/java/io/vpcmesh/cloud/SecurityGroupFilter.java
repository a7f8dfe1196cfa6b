package io.vpcmesh.cloud;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.SecurityGroupId;
import java.util.Optional;

/**
 * Which security groups are asked for: those that are all of it. What is empty does not matter, but
 * not everything may be empty.
 *
 * @param ids at most 200; unknown ones are left out of the answer
 * @param tags a group has all of them
 */
public record SecurityGroupFilter(
    ImmutableSet<SecurityGroupId> ids,
    Optional<String> vpc,
    Optional<String> name,
    ImmutableMap<String, String> tags) {

  public SecurityGroupFilter {
    if (ids.isEmpty() && vpc.isEmpty() && name.isEmpty() && tags.isEmpty()) {
      throw new IllegalArgumentException("a filter asks for something");
    }
  }

  /** These. */
  public static SecurityGroupFilter among(ImmutableSet<SecurityGroupId> ids) {
    return new SecurityGroupFilter(ids, Optional.empty(), Optional.empty(), ImmutableMap.of());
  }

  /** The only one of that name. */
  public static SecurityGroupFilter named(String vpc, String name) {
    return new SecurityGroupFilter(
        ImmutableSet.of(), Optional.of(vpc), Optional.of(name), ImmutableMap.of());
  }

  /** Those of a VPC that carry all these tags. */
  public static SecurityGroupFilter tagged(String vpc, ImmutableMap<String, String> tags) {
    return new SecurityGroupFilter(ImmutableSet.of(), Optional.of(vpc), Optional.empty(), tags);
  }
}
