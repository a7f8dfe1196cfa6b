package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import io.vpcmesh.api.v1alpha1.EndpointAwsStatus;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.deployment.Changes;
import io.vpcmesh.deployment.Rollout;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.Resource;
import io.vpcmesh.model.RoleArn;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.ServiceId;
import io.vpcmesh.model.ServiceName;
import io.vpcmesh.model.Snapshot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must not be forgotten of an endpoint, written before the effect that it announces.
 *
 * @param uid of the resource that this is about
 * @param running the accepted spec that is in force
 * @param home where its Cloud Map objects are; kept so that deletion works when the mesh is gone
 * @param records the DNS records chosen at the first registration; empty set: API only
 * @param services each Cloud Map service that was or is about to be created, by name
 * @param inferredDeletions when instances were deregistered for mere absence, newest last
 * @param group the security group that was or is about to be created; journals of former releases
 *     do not speak of it
 * @param changes what is remembered of deployments; absent as long as there was none that this
 *     release knows of
 */
public record EndpointJournal(
    String uid,
    Optional<Snapshot<ServiceEndpointSpec>> running,
    Optional<Home> home,
    Optional<ImmutableSet<RecordType>> records,
    ImmutableMap<ServiceName, Optional<ServiceId>> services,
    ImmutableList<Instant> inferredDeletions,
    Optional<GroupRef> group,
    Optional<Changes<ServiceEndpointSpec>> changes)
    implements Journal {

  /** A journal of a resource for which nothing happened yet. */
  public static EndpointJournal empty(String uid) {
    return new EndpointJournal(
        uid,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ImmutableMap.of(),
        ImmutableList.of(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * What is left when the journal is lost: the services and the group that the resource's own
   * status names, and nothing of where they are. A name that can be none was not written by us.
   */
  static EndpointJournal lost(EndpointAwsStatus told) {
    ImmutableMap.Builder<ServiceName, Optional<ServiceId>> services = ImmutableMap.builder();
    Maps.filterKeys(told.serviceIds(), ServiceName::fits)
        .forEach((name, id) -> services.put(new ServiceName(name), Optional.of(new ServiceId(id))));
    return new EndpointJournal(
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        services.buildOrThrow(),
        ImmutableList.of(),
        told.securityGroupIds().stream()
            .filter(SecurityGroupId::fits)
            .findFirst()
            .map(id -> new GroupRef("", "", Optional.of(new SecurityGroupId(id)))),
        Optional.empty());
  }

  /**
   * With what was found again of deployments. Nobody wrote that down, so it is of nobody yet: all
   * effects wait until it is written.
   *
   * @param begun names of services that were perhaps made
   */
  EndpointJournal recalling(Rollout<ServiceEndpointSpec> found, Iterable<ServiceName> begun) {
    Map<ServiceName, Optional<ServiceId>> all = new LinkedHashMap<>(services);
    begun.forEach(name -> all.putIfAbsent(name, Optional.empty()));
    return new EndpointJournal(
        "",
        found.running(),
        home,
        records,
        ImmutableMap.copyOf(all),
        inferredDeletions,
        group,
        found.remembered());
  }

  @Override
  public Rollout<ServiceEndpointSpec> rollout() {
    return Rollout.of(running, changes);
  }

  /** Whether nothing in AWS was ever begun, or all of it is gone. */
  boolean holdsNothing() {
    return services.isEmpty() && group.isEmpty();
  }

  /** What there is in AWS, for a person. */
  String holdings() {
    return Stream.concat(
            services.keySet().stream().map(ServiceName::value),
            group.flatMap(GroupRef::id).map(SecurityGroupId::value).stream())
        .collect(Collectors.joining(", "));
  }

  /** Whether there is something, and nobody wrote down where. */
  boolean isLost() {
    return home.isEmpty() && !holdsNothing();
  }

  /**
   * Whether the resource is a former life of the one that this is about: its deletion is seen late,
   * and what is registered belongs to its successor.
   */
  boolean isOfFormerLife(Resource<?> seen) {
    return seen.deleting() && !holdsNothing() && !isLost() && !uid.equals(seen.uid());
  }

  /**
   * Whether effects may follow: the journal announces all that the next one would. Ids are noted
   * when they are known, and static addresses may change; nothing waits for that.
   */
  boolean announces(EndpointJournal next) {
    return uid.equals(next.uid)
        && running.map(Snapshot::hash).equals(next.running.map(Snapshot::hash))
        && told().equals(next.told())
        && home.equals(next.home)
        && records.equals(next.records)
        && services.keySet().containsAll(next.services.keySet())
        && inferredDeletions.containsAll(next.inferredDeletions)
        && (next.group.isEmpty()
            || group.map(GroupRef::name).equals(next.group.map(GroupRef::name)));
  }

  /** Where the last deployment stands: nothing follows from that before it is written down. */
  private Optional<String> told() {
    return changes
        .flatMap(Changes::change)
        .map(change ->
            "%d %s %s"
                .formatted(
                    change.target().number(),
                    change.deployment().phase(),
                    change.deployment().adopting()));
  }

  /**
   * The Cloud Map namespace that holds the endpoint's services.
   *
   * @param role with which it was reached last
   */
  public record Home(String region, Optional<RoleArn> role, String namespaceId, String httpName) {

    Place place() {
      return new Place(region, role);
    }

    /** Whether it is the same namespace, as whomever it is reached. */
    boolean isSameAs(Home other) {
      return region.equals(other.region) && namespaceId.equals(other.namespaceId);
    }
  }

  /**
   * A security group of ours.
   *
   * @param id absent until AWS told it
   * @param settled the print of the wish as it was when the group was last as wanted; kept only
   *     where a change by somebody else is not to be put right
   */
  public record GroupRef(
      String vpc, String name, Optional<SecurityGroupId> id, Optional<String> settled) {

    /** One of which no more is known than where it is or will be. */
    GroupRef(String vpc, String name, Optional<SecurityGroupId> id) {
      this(vpc, name, id, Optional.empty());
    }

    /** Whether nobody knows more than its id. */
    boolean isNameless() {
      return name.isEmpty();
    }

    /** The same with what AWS says of its id, if it says anything. */
    GroupRef id(Optional<SecurityGroupId> told) {
      return new GroupRef(vpc, name, told, settled);
    }

    GroupRef settled(Optional<String> print) {
      return new GroupRef(vpc, name, id, print);
    }
  }
}
