package io.vpcmesh.topology;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.SetMultimap;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.topology.Client.Who.Peer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Who lets whom call it, both ways round, so that a change of one endpoint is looked at by those
 * alone whom it concerns.
 */
final class Consents {

  private final Map<EndpointKey, Member> members = new HashMap<>();
  private final Map<EndpointKey, Consent> consents = new HashMap<>();
  private final SetMultimap<EndpointKey, EndpointKey> namedBy = HashMultimap.create();
  private final SetMultimap<MeshId, EndpointKey> openToMany = HashMultimap.create();

  /**
   * Sets what is known of an endpoint.
   *
   * @param member as one that calls others; empty when there is none
   * @param consent as one that others call; empty when nobody may, or nobody here sees to it
   * @return the endpoints whose callers changed
   */
  ImmutableSet<EndpointKey> set(
      EndpointKey key, Optional<Member> member, Optional<Consent> consent) {
    ImmutableSet.Builder<EndpointKey> changed = ImmutableSet.builder();
    Optional<Consent> before = Optional.ofNullable(consents.get(key));
    if (!before.equals(consent)) {
      before.ifPresent(it -> unlink(key, it));
      consent.ifPresent(it -> link(key, it));
      changed.add(key);
    }
    return changed.addAll(join(key, member)).build();
  }

  /** Who may call an endpoint. */
  Callers callers(EndpointKey destination, Function<MeshId, ImmutableSortedSet<EndpointKey>> all) {
    Consent consent = consents.get(destination);
    if (consent == null) {
      return Callers.NOBODY;
    }
    Set<EndpointKey> candidates = new HashSet<>(consent.named());
    if (consent.isOpenToMany()) {
      candidates.addAll(all.apply(consent.mesh()));
    }
    return consent.callers(
        destination,
        candidates.stream()
            .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder())),
        members);
  }

  /** The endpoints that let this one call them. */
  ImmutableSortedSet<EndpointKey> destinationsOf(EndpointKey caller) {
    Optional<Member> member = Optional.ofNullable(members.get(caller));
    return concerned(caller, member).stream()
        .filter(destination -> !says(destination, caller, member).equals(Consent.Say.NO))
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  private ImmutableSet<EndpointKey> join(EndpointKey key, Optional<Member> member) {
    Optional<Member> before =
        Optional.ofNullable(
            member.isPresent() ? members.put(key, member.orElseThrow()) : members.remove(key));
    if (before.equals(member)) {
      return ImmutableSet.of();
    }
    ImmutableSet.Builder<EndpointKey> concerned = ImmutableSet.builder();
    concerned.addAll(concerned(key, before)).addAll(concerned(key, member));
    return concerned.build().stream()
        .filter(
            destination -> !says(destination, key, before).equals(says(destination, key, member)))
        .collect(ImmutableSet.toImmutableSet());
  }

  private Consent.Say says(EndpointKey destination, EndpointKey caller, Optional<Member> member) {
    Consent consent = consents.get(destination);
    return consent == null ? Consent.Say.NO : consent.says(destination, caller, member);
  }

  private ImmutableSet<EndpointKey> concerned(EndpointKey caller, Optional<Member> member) {
    ImmutableSet.Builder<EndpointKey> concerned = ImmutableSet.builder();
    concerned.addAll(namedBy.get(caller));
    member.ifPresent(it -> concerned.addAll(openToMany.get(it.mesh())));
    return concerned.build();
  }

  private void link(EndpointKey destination, Consent consent) {
    consents.put(destination, consent);
    consent.named().forEach(caller -> namedBy.put(caller, destination));
    if (consent.isOpenToMany()) {
      openToMany.put(consent.mesh(), destination);
    }
  }

  private void unlink(EndpointKey destination, Consent consent) {
    consents.remove(destination);
    consent.named().forEach(caller -> namedBy.remove(caller, destination));
    openToMany.remove(consent.mesh(), destination);
  }

  /** Whether a client names an endpoint, and which. */
  static Optional<EndpointKey> peer(Client client) {
    return client.who() instanceof Peer(EndpointKey key) ? Optional.of(key) : Optional.empty();
  }
}
