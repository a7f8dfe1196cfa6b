package io.vpcmesh.cloud;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.SecurityGroupId;
import java.util.Optional;

/**
 * Which security groups are asked for: those that are all of it. What is empty does not matter, but
 * not everything may be empty.
 *
 * @param ids at most {@link #MOST}; unknown ones are left out of the answer
 * @param names at most {@link #MOST}
 * @param tags a group has all of them
 */
public record SecurityGroupFilter(
    ImmutableSet<SecurityGroupId> ids,
    Optional<String> vpc,
    ImmutableSet<String> names,
    ImmutableMap<String, String> tags) {

  /** How many values a filter of EC2 takes. */
  public static final int MOST = 200;

  public SecurityGroupFilter {
    if (ids.isEmpty() && vpc.isEmpty() && names.isEmpty() && tags.isEmpty()) {
      throw new IllegalArgumentException("a filter asks for something");
    }
  }

  /** These. */
  public static SecurityGroupFilter among(ImmutableSet<SecurityGroupId> ids) {
    return new SecurityGroupFilter(ids, Optional.empty(), ImmutableSet.of(), ImmutableMap.of());
  }

  /** Those of these names; a name is another group's in another VPC. */
  public static SecurityGroupFilter named(String vpc, ImmutableSet<String> names) {
    return new SecurityGroupFilter(ImmutableSet.of(), Optional.of(vpc), names, ImmutableMap.of());
  }

  /** Those of a VPC that carry all these tags. */
  public static SecurityGroupFilter tagged(String vpc, ImmutableMap<String, String> tags) {
    return new SecurityGroupFilter(ImmutableSet.of(), Optional.of(vpc), ImmutableSet.of(), tags);
  }
}
