package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.api.v1alpha1.EndpointRef;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.TrafficSource;
import io.vpcmesh.topology.Client.Who;
import io.vpcmesh.topology.Client.Who.Outside;
import io.vpcmesh.topology.Client.Who.Peer;
import io.vpcmesh.topology.Client.Who.PeersIn;
import io.vpcmesh.topology.Endpoint.Port;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads whom an endpoint lets call it. */
record ClientsParser(Findings findings, String namespace, ImmutableList<Port> ports) {

  private static final String FIELD = "spec.clients";
  private static final int MAX_CLIENTS = 64;

  ImmutableList<Client> parse(List<io.vpcmesh.api.v1alpha1.Client> declared) {
    if (declared.size() > MAX_CLIENTS) {
      findings.refuse(FIELD, "has %d clients: keep %d".formatted(declared.size(), MAX_CLIENTS));
    }
    if (!declared.isEmpty() && ports.isEmpty()) {
      findings.refuse(
          FIELD,
          "has %d, but there is no port to call: write a backend and its ports, or leave the clients out"
              .formatted(declared.size()));
    }
    ImmutableList.Builder<Client> clients = ImmutableList.builder();
    for (int i = 0; i < declared.size(); i++) {
      client(FIELD + "[" + i + "]", declared.get(i)).ifPresent(clients::add);
    }
    return clients.build();
  }

  private Optional<Client> client(String field, io.vpcmesh.api.v1alpha1.Client declared) {
    long kinds =
        Stream.of(
                declared.endpointRef(),
                declared.namespaceSelector(),
                declared.securityGroupId(),
                declared.prefixListId(),
                declared.cidr())
            .filter(Objects::nonNull)
            .count();
    if (kinds != 1) {
      findings.refuse(
          field,
          "has %d kinds of client: write exactly one of endpointRef, namespaceSelector, securityGroupId, prefixListId, cidr"
              .formatted(kinds));
      return Optional.empty();
    }
    Optional<ImmutableSortedSet<String>> names = ports(field + ".ports", declared.ports());
    return who(field, declared).map(who -> new Client(who, names));
  }

  private Optional<Who> who(String field, io.vpcmesh.api.v1alpha1.Client declared) {
    SourceParser sources = new SourceParser(findings);
    if (declared.endpointRef() != null) {
      return peer(field + ".endpointRef", declared.endpointRef());
    }
    if (declared.namespaceSelector() != null) {
      return Optional.of(
          new PeersIn(
              new SelectorParser(findings, field + ".namespaceSelector")
                  .parse(declared.namespaceSelector())));
    }
    if (declared.securityGroupId() != null) {
      return sources
          .group(field + ".securityGroupId", declared.securityGroupId())
          .map(group -> new Outside(new TrafficSource.Group(group)));
    }
    if (declared.prefixListId() != null) {
      return sources
          .prefixList(field + ".prefixListId", declared.prefixListId())
          .map(list -> new Outside(new TrafficSource.PrefixList(list)));
    }
    return Optional.ofNullable(declared.cidr())
        .flatMap(cidr -> sources.network(field + ".cidr", cidr))
        .map(cidr -> new Outside(new TrafficSource.Addresses(cidr)));
  }

  private Optional<Who> peer(String field, EndpointRef declared) {
    Optional<String> name = findings.shaped(field + ".name", declared.name(), Shape.RESOURCE_NAME);
    String elsewhere = declared.namespace();
    if (elsewhere == null || elsewhere.isEmpty()) {
      return name.map(it -> new Peer(EndpointKey.of(namespace, it)));
    }
    Optional<String> where = findings.shaped(field + ".namespace", elsewhere, Shape.NAMESPACE);
    return name.isPresent() && where.isPresent()
        ? Optional.of(new Peer(EndpointKey.of(where.orElseThrow(), name.orElseThrow())))
        : Optional.empty();
  }

  private Optional<ImmutableSortedSet<String>> ports(String field, List<String> declared) {
    ImmutableSet<String> known =
        ports.stream().map(Port::name).collect(ImmutableSet.toImmutableSet());
    declared.stream()
        .filter(name -> !known.contains(name))
        .forEach(name ->
            findings.refuse(
                field,
                "%s is no port of this endpoint: write names of spec.ports, such as %s"
                    .formatted(
                        Findings.quote(name),
                        known.isEmpty()
                            ? "http"
                            : known.stream().collect(Collectors.joining(", ")))));
    return declared.isEmpty() ? Optional.empty() : Optional.of(ImmutableSortedSet.copyOf(declared));
  }
}
