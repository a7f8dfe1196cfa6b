package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import java.util.Optional;

/**
 * What a mesh says of security groups.
 *
 * @param allowedIds the existing groups that endpoints may name
 * @param platform what every managed group lets in besides the clients, such as the probes of a
 *     cluster
 * @param dns groups of others, of which one has to let each of ours in on the port of DNS
 * @param pods absent when it is not ours to put a group on pods
 */
public record GroupPolicy(
    Mode mode,
    ImmutableSortedSet<SecurityGroupId> allowedIds,
    ImmutableList<PlatformSource> platform,
    ImmutableSortedSet<SecurityGroupId> dns,
    OnDrift onDrift,
    Optional<PodGroups> pods) {

  /** What holds when a mesh says nothing. */
  public static final GroupPolicy UNMANAGED =
      new GroupPolicy(
          Mode.UNMANAGED,
          ImmutableSortedSet.of(),
          ImmutableList.of(),
          ImmutableSortedSet.of(),
          OnDrift.REVERT,
          Optional.empty());

  /** The same without the groups that a newer declaration does not let endpoints name. */
  GroupPolicy within(GroupPolicy newest) {
    return new GroupPolicy(
        mode,
        ImmutableSortedSet.copyOf(Sets.intersection(allowedIds, newest.allowedIds)),
        platform,
        dns,
        onDrift,
        pods);
  }

  /** Whether there are security groups of ours. */
  public enum Mode {
    /** One for each endpoint. */
    PER_SERVICE,
    /** None: somebody else sees to who reaches whom. */
    UNMANAGED
  }

  /** What becomes of a rule of ours that somebody changed. */
  public enum OnDrift {
    REVERT,
    REPORT
  }

  /**
   * What pods carry.
   *
   * @param additional to the group of their endpoint
   */
  public record PodGroups(ImmutableSortedSet<SecurityGroupId> additional) {}

  /** Something that every instance has to let in on these of its ports. */
  public record PlatformSource(TrafficSource source, ImmutableSortedSet<PortNumber> ports) {

    /** In one way, whatever the release: {@code 10.8.0.0/16 [9100]}. */
    String spelled() {
      return source + " " + ports;
    }
  }
}
