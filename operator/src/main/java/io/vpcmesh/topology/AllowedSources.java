package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import io.vpcmesh.topology.Client.Who.Outside;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What endpoints of a mesh may name as clients that are no endpoints: its administrators say. */
record AllowedSources(
    ImmutableSortedSet<SecurityGroupId> groups,
    ImmutableSortedSet<PrefixListId> lists,
    ImmutableList<Cidr> networks) {

  /** The callers with those that are no endpoints. */
  Callers outside(
      ImmutableList<Client> clients,
      ImmutableSortedSet<String> ports,
      ImmutableSortedMap<EndpointKey, ImmutableSortedSet<String>> endpoints,
      boolean complete,
      ImmutableList<EndpointKey> missing) {
    Map<TrafficSource, ImmutableSortedSet<String>> outside = new LinkedHashMap<>();
    ImmutableList.Builder<Problem> refused = ImmutableList.builder();
    for (int i = 0; i < clients.size(); i++) {
      if (!(clients.get(i).who() instanceof Outside(TrafficSource source))) {
        continue;
      }
      Optional<Problem> objection = objection("spec.clients[" + i + "]", source);
      objection.ifPresent(refused::add);
      if (objection.isEmpty()) {
        outside.merge(
            source,
            clients.get(i).ports().orElse(ports),
            (one, other) ->
                ImmutableSortedSet.<String>naturalOrder().addAll(one).addAll(other).build());
      }
    }
    return new Callers(endpoints, ImmutableMap.copyOf(outside), complete, refused.build(), missing);
  }

  private Optional<Problem> objection(String field, TrafficSource source) {
    return switch (source) {
      case TrafficSource.Group(SecurityGroupId id) ->
          groups.contains(id)
              ? Optional.empty()
              : Optional.of(
                  refused(
                      "%s.securityGroupId: %s is not among the mesh's spec.securityGroups.allowedIds: it is not let in; have it added there, or name another"
                          .formatted(field, id)));
      case TrafficSource.Addresses(Cidr network) ->
          networks.stream().anyMatch(allowed -> allowed.contains(network))
              ? Optional.empty()
              : Optional.of(
                  refused(
                      "%s.cidr: %s is within none of the mesh's spec.authorization.allowedCidrs (%s): it is not let in; have it added there, or name another"
                          .formatted(field, network, spelled())));
      case TrafficSource.PrefixList(PrefixListId list) ->
          lists.contains(list)
              ? Optional.empty()
              : Optional.of(
                  refused(
                      "%s.prefixListId: %s is not among the mesh's spec.authorization.allowedPrefixListIds: it is not let in; have it added there, or name another"
                          .formatted(field, list)));
    };
  }

  private String spelled() {
    return networks.isEmpty()
        ? "there are none"
        : networks.stream().map(Cidr::toString).collect(Collectors.joining(", "));
  }

  private static Problem refused(String message) {
    return new Problem(Reason.NotAllowedByMesh, message);
  }
}
