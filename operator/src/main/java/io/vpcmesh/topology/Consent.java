package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.topology.Client.Who.Outside;
import io.vpcmesh.topology.Client.Who.Peer;
import io.vpcmesh.topology.Client.Who.PeersIn;
import io.vpcmesh.topology.EndpointView.Admission;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whom an endpoint lets call it, with what its mesh says of that.
 *
 * @param ports the names of all its ports
 * @param everybody whether every endpoint of the mesh may call all ports
 */
record Consent(
    MeshId mesh,
    ImmutableSortedSet<String> ports,
    ImmutableList<Client> clients,
    boolean everybody,
    AllowedSources allowed) {

  /** What is said to one caller. */
  sealed interface Say {

    Say NO = new Ports(ImmutableSortedSet.of());

    /** These ports; none means no. */
    record Ports(ImmutableSortedSet<String> names) implements Say {}

    /** Too little is known of the caller. */
    record Undecided() implements Say {}
  }

  /** The consent of an endpoint whose mesh sees to who calls whom. */
  static Consent of(Endpoint endpoint, Mesh mesh) {
    Authorization authorization = mesh.authorization();
    boolean open =
        endpoint.clients().isEmpty()
            && endpoint.access().orElse(authorization.access()) == Access.ALLOW;
    return new Consent(
        mesh.id(),
        endpoint.ports().stream()
            .map(Endpoint.Port::name)
            .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder())),
        endpoint.clients(),
        open || authorization.enforcement() == Authorization.Enforcement.AUDIT,
        new AllowedSources(
            mesh.groups().allowedIds(),
            authorization.allowedPrefixLists(),
            authorization.allowedCidrs()));
  }

  /** Those of the callers that are no endpoints. */
  Callers outsiders() {
    return allowed.outside(clients, ports, ImmutableSortedMap.of(), false, ImmutableList.of());
  }

  /** The endpoints that are named one by one. */
  ImmutableSet<EndpointKey> named() {
    return clients.stream()
        .flatMap(client -> Consents.peer(client).stream())
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Whether endpoints may call that are not named one by one. */
  boolean isOpenToMany() {
    return everybody || clients.stream().anyMatch(client -> client.who() instanceof PeersIn);
  }

  /** What a caller is told, as far as it exists. */
  Say says(EndpointKey self, EndpointKey caller, Optional<Member> member) {
    if (member.filter(it -> it.mesh().equals(mesh) && !it.leaving()).isEmpty()) {
      return Say.NO;
    }
    Member known = member.orElseThrow();
    Set<String> names = new TreeSet<>();
    boolean undecided = false;
    if (everybody && !caller.equals(self)) {
      names.addAll(ports);
    }
    for (Client client : clients) {
      Optional<Boolean> meant = means(client, self, caller, known);
      if (meant.isEmpty()) {
        undecided = true;
      } else if (meant.orElseThrow()) {
        names.addAll(client.ports().orElse(ports));
      }
    }
    return switch (known.admission()) {
      case Admission.REFUSED -> Say.NO;
      case Admission.UNKNOWN -> names.isEmpty() && !undecided ? Say.NO : new Say.Undecided();
      case Admission.ALLOWED ->
          undecided ? new Say.Undecided() : new Say.Ports(ImmutableSortedSet.copyOf(names));
    };
  }

  /** Whether the caller is meant by the client; empty when nobody can tell. */
  private static Optional<Boolean> means(
      Client client, EndpointKey self, EndpointKey caller, Member member) {
    return switch (client.who()) {
      case Peer(EndpointKey key) -> Optional.of(key.equals(caller));
      case PeersIn(LabelSelector selector) ->
          caller.equals(self)
              ? Optional.of(false)
              : References.selects(selector, member.namespace(), member.labels());
      case Outside _ -> Optional.of(false);
    };
  }

  /**
   * All that may call.
   *
   * @param candidates whoever may be meant
   */
  Callers callers(
      EndpointKey self,
      ImmutableSortedSet<EndpointKey> candidates,
      Map<EndpointKey, Member> members) {
    ImmutableSortedMap.Builder<EndpointKey, ImmutableSortedSet<String>> endpoints =
        ImmutableSortedMap.naturalOrder();
    ImmutableList.Builder<EndpointKey> missing = ImmutableList.builder();
    boolean complete = true;
    ImmutableSet<EndpointKey> named = named();
    for (EndpointKey caller : candidates) {
      Optional<Member> member = Optional.ofNullable(members.get(caller));
      if (named.contains(caller) && member.filter(it -> it.mesh().equals(mesh)).isEmpty()) {
        missing.add(caller);
      }
      switch (says(self, caller, member)) {
        case Say.Undecided _ -> complete = false;
        case Say.Ports(var names) -> {
          if (!names.isEmpty()) {
            endpoints.put(caller, names);
          }
        }
      }
    }
    return allowed.outside(clients, ports, endpoints.buildOrThrow(), complete, missing.build());
  }
}
