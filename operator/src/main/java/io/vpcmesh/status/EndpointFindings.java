package io.vpcmesh.status;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.deployment.Rollout;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.topology.Discovery;
import java.util.Optional;

/**
 * What a pass found out about an endpoint, besides the view that it started from.
 *
 * @param problems what is wrong beyond the declaration itself
 * @param failure the worst failure of a call that is to be repeated
 * @param waiting what the endpoint waits for, if anything
 * @param changesLeft whether AWS is not yet as wanted
 * @param planned what would be changed, when nothing may be
 * @param security absent when nobody here sees to who reaches the endpoint
 * @param course of its changes; absent where nothing may be changed
 */
public record EndpointFindings(
    ImmutableList<Problem> problems,
    Optional<AwsFailure> failure,
    Optional<String> waiting,
    boolean changesLeft,
    ImmutableList<String> planned,
    ImmutableList<String> notes,
    Counts counts,
    Optional<Place> place,
    Optional<Discovery> discovery,
    Optional<ImmutableSet<RecordType>> records,
    Optional<Security> security,
    Optional<Course> course) {

  /**
   * Where the changes of the endpoint stand.
   *
   * @param message what the one under way does or waits for
   */
  public record Course(Rollout<?> rollout, Optional<String> message) {}

  /**
   * How things stand with what decides who reaches the endpoint. What is not said is not known or
   * not there.
   */
  public sealed interface Security {

    /** The group of ours, if there is one (yet). */
    default Optional<SecurityGroupId> id() {
      return Optional.empty();
    }

    /** What keeps it from being as it shall be. */
    default Optional<Problem> problem() {
      return Optional.empty();
    }

    /** What is still to be done. */
    default Optional<String> waiting() {
      return Optional.empty();
    }

    /** What has to be done before the endpoint is as declared. */
    default Optional<String> holdsUp() {
      return waiting();
    }
  }

  /**
   * Its instances carry security groups of others.
   *
   * @param ids which
   * @param missing those of them that are not in AWS, once that was looked at
   * @param shut what they do not let in although it shall be, in words; absent as long as nobody
   *     has looked
   * @param byNetwork what is let in as far as it has an address in a network, in words
   * @param failure what failed last, if it is to be repeated
   * @param unresolved what keeps its instances from looking names up, in words
   */
  public record Existing(
      ImmutableSortedSet<SecurityGroupId> ids,
      ImmutableSortedSet<SecurityGroupId> missing,
      Optional<ImmutableList<String>> shut,
      ImmutableList<String> byNetwork,
      Optional<AwsFailure> failure,
      Optional<String> unresolved)
      implements Security {}

  /**
   * How things stand with the security group of the endpoint that is ours.
   *
   * @param id absent when there is none (yet)
   * @param rules how many ingress rules there are in it, whoever made them
   * @param problem what keeps it from being as it shall be
   * @param failure what failed last, if it is to be repeated
   * @param waiting what is still to be done
   * @param leaving whether it is only kept until nothing carries it any more
   * @param audited whether more is open than what is declared, since denials are only counted
   * @param hindrance what keeps it from being put on pods
   * @param unresolved what keeps its instances from looking names up, in words
   * @param carriage absent when nobody has asked yet
   */
  public record Managed(
      Optional<SecurityGroupId> id,
      String name,
      int rules,
      Optional<Problem> problem,
      Optional<AwsFailure> failure,
      Optional<String> waiting,
      boolean leaving,
      boolean audited,
      Optional<Problem> hindrance,
      Optional<String> unresolved,
      Optional<Carriage> carriage)
      implements Security {

    @Override
    public Optional<String> holdsUp() {
      return leaving ? Optional.empty() : waiting;
    }
  }

  /**
   * What carries the security group of an endpoint: for whatever does not, its rules mean nothing.
   *
   * @param instances with an address
   * @param carrying those of them whose network interface carries the group
   * @param interfaces all that carry it, whosever they are
   */
  public record Carriage(Bearer bearer, int instances, int carrying, int interfaces) {}

  /** What is to carry a group. */
  public enum Bearer {
    /** Pods, and we see to it. */
    PODS_BY_POLICY,
    /** Pods, and somebody else has to. */
    PODS,
    OTHER
  }

  /** How many instances there are, and of which kind. */
  public record Counts(int desired, int registered, int healthy, int draining, int pending) {}

  /**
   * Where the endpoint is registered.
   *
   * @param serviceIds by name; those that exist
   */
  public record Place(
      String namespaceId, String namespaceName, ImmutableMap<String, String> serviceIds) {}
}
