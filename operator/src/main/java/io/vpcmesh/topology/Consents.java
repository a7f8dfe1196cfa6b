package io.vpcmesh.topology;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.SetMultimap;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Stance;
import io.vpcmesh.topology.Client.Who.Peer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Who lets whom call it, both ways round, so that a change of one endpoint is looked at by those
 * alone whom it concerns.
 */
final class Consents {

  private final Map<EndpointKey, Member> members = new HashMap<>();
  private final Map<EndpointKey, Terms> consents = new HashMap<>();
  private final SetMultimap<EndpointKey, EndpointKey> namedBy = HashMultimap.create();
  private final SetMultimap<MeshId, EndpointKey> openToMany = HashMultimap.create();

  /**
   * Whom an endpoint lets call it.
   *
   * @param stance what each of its live revisions says, under each revision of the mesh that lets
   *     in: what one of them lets in is let in
   * @param most what goes beyond this is not let in, whatever a revision says
   */
  record Terms(Stance<ImmutableList<Consent>> stance, Optional<Consent> most) {

    ImmutableList<Consent> all() {
      return Stream.concat(stance.live().stream().flatMap(List::stream), most.stream())
          .collect(ImmutableList.toImmutableList());
    }
  }

  /**
   * Sets what is known of an endpoint.
   *
   * @param member as one that calls others; empty when there is none
   * @param consent as one that others call; empty when nobody may, or nobody here sees to it
   * @return the endpoints whose callers changed
   */
  ImmutableSet<EndpointKey> set(EndpointKey key, Optional<Member> member, Optional<Terms> consent) {
    ImmutableSet.Builder<EndpointKey> changed = ImmutableSet.builder();
    Optional<Terms> before = Optional.ofNullable(consents.get(key));
    if (!before.equals(consent)) {
      before.ifPresent(it -> unlink(key, it));
      consent.ifPresent(it -> link(key, it));
      changed.add(key);
    }
    return changed.addAll(join(key, member)).build();
  }

  /** Who may call an endpoint, as each of its live revisions says. */
  Stance<Callers> callers(
      EndpointKey destination, Function<MeshId, ImmutableSortedSet<EndpointKey>> all) {
    Terms terms = consents.get(destination);
    if (terms == null) {
      return Stance.nothing();
    }
    Stance<ImmutableList<Consent>> stance = terms.stance();
    Optional<Callers> most = terms.most().map(consent -> callers(destination, consent, all));
    Stance<Callers> callers =
        stance.map(consents -> {
          Callers let =
              consents.stream()
                  .map(consent -> callers(destination, consent, all))
                  .reduce(Callers::or)
                  .orElse(Callers.NOBODY);
          return most.map(it -> let.within(it, terms.most().orElseThrow().ports())).orElse(let);
        });
    if (stance.phase() != Stance.Phase.SWITCHED || stance.running().isEmpty()) {
      return callers;
    }
    // Whom the target does not let in any more is shut out of what is left of the running one.
    Callers target = callers.target().orElseThrow();
    // Which ports there are is the endpoint's to say, so every consent has the same.
    ImmutableSortedSet<String> ports = stance.target().orElseThrow().getFirst().ports();
    return new Stance<>(
        callers.running().map(running -> running.within(target, ports)),
        callers.target(),
        callers.phase());
  }

  private Callers callers(
      EndpointKey destination,
      Consent consent,
      Function<MeshId, ImmutableSortedSet<EndpointKey>> all) {
    if (consent.ports().isEmpty()) {
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
        .filter(destination ->
            says(destination, caller, member).stream().anyMatch(say -> !say.equals(Consent.Say.NO)))
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

  private ImmutableList<Consent.Say> says(
      EndpointKey destination, EndpointKey caller, Optional<Member> member) {
    Terms terms = consents.get(destination);
    return terms == null
        ? ImmutableList.of()
        : terms.all().stream()
            .map(consent -> consent.says(destination, caller, member))
            .collect(ImmutableList.toImmutableList());
  }

  private ImmutableSet<EndpointKey> concerned(EndpointKey caller, Optional<Member> member) {
    ImmutableSet.Builder<EndpointKey> concerned = ImmutableSet.builder();
    concerned.addAll(namedBy.get(caller));
    member.ifPresent(it -> concerned.addAll(openToMany.get(it.mesh())));
    return concerned.build();
  }

  private void link(EndpointKey destination, Terms terms) {
    consents.put(destination, terms);
    for (Consent consent : terms.all()) {
      consent.named().forEach(caller -> namedBy.put(caller, destination));
      if (consent.isOpenToMany()) {
        openToMany.put(consent.mesh(), destination);
      }
    }
  }

  private void unlink(EndpointKey destination, Terms terms) {
    consents.remove(destination);
    for (Consent consent : terms.all()) {
      consent.named().forEach(caller -> namedBy.remove(caller, destination));
      openToMany.remove(consent.mesh(), destination);
    }
  }

  /** Whether a client names an endpoint, and which. */
  static Optional<EndpointKey> peer(Client client) {
    return client.who() instanceof Peer(EndpointKey key) ? Optional.of(key) : Optional.empty();
  }
}
