package io.vpcmesh.membership;

import static io.vpcmesh.model.AddressFamily.IPV4;
import static io.vpcmesh.model.AddressFamily.IPV6;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Sets;
import io.vpcmesh.model.AddressFamily;
import io.vpcmesh.model.InstanceId;
import java.util.stream.Stream;

/**
 * Which instances an endpoint has, and how sure the source is of those that it has not.
 *
 * @param gone instances that were seen to go: positive evidence
 * @param absence what it means that an instance is in neither set
 * @param addresses whether others may stand behind the address of an instance
 */
public record Membership(
    ImmutableSortedMap<InstanceId, Instance> instances,
    ImmutableSet<InstanceId> gone,
    Absence absence,
    Addresses addresses) {

  /** The source has not answered yet. */
  public static final Membership UNKNOWN =
      new Membership(ImmutableSortedMap.of(), ImmutableSet.of(), Absence.UNKNOWN);

  /** No source can see instances of this kind here. */
  public static final Membership UNWATCHED =
      new Membership(ImmutableSortedMap.of(), ImmutableSet.of(), Absence.UNWATCHED);

  /** A membership of instances with addresses of their own. */
  public Membership(
      ImmutableSortedMap<InstanceId, Instance> instances,
      ImmutableSet<InstanceId> gone,
      Absence absence) {
    this(instances, gone, absence, Addresses.OWN);
  }

  /** Whose the addresses of the instances are. */
  public enum Addresses {
    /** Each instance has its own, as far as one can tell. */
    OWN,
    /** They are those of hosts, even where only one instance is on each. */
    SHARED
  }

  /** What may be concluded when an instance is not mentioned. */
  public enum Absence {
    /** Nothing: the source is not synced. */
    UNKNOWN,
    /** Nothing, now and later: nobody looks. */
    UNWATCHED,
    /** It is probably gone: the source is synced, but saw it leave neither now nor before. */
    INFERRED,
    /** It is gone: the list is the declaration itself. */
    DECLARED
  }

  /** Those that any instance has an address of; none where none is known. */
  public ImmutableSet<AddressFamily> families() {
    Stream<AddressFamily> ipv4 =
        instances.values().stream().flatMap(each -> each.ipv4().map(_ -> IPV4).stream());
    Stream<AddressFamily> ipv6 =
        instances.values().stream().flatMap(each -> each.ipv6().map(_ -> IPV6).stream());
    return Stream.concat(ipv4, ipv6).collect(Sets.toImmutableEnumSet());
  }

  /** Whether an instance may be taken to be gone, and on what ground. */
  public Presence presence(InstanceId id) {
    if (instances.containsKey(id)) {
      return Presence.PRESENT;
    }
    if (gone.contains(id) || absence == Absence.DECLARED) {
      return Presence.GONE;
    }
    return absence == Absence.INFERRED ? Presence.MISSING : Presence.UNKNOWN;
  }

  /** What is known of one instance. */
  public enum Presence {
    PRESENT,
    /** Gone, with positive evidence. */
    GONE,
    /** Not there, as far as a list can tell. */
    MISSING,
    UNKNOWN
  }
}
