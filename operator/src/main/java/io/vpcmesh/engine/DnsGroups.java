package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import io.vpcmesh.engine.Dispatcher.Purpose;
import io.vpcmesh.engine.requests.Request;
import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.firewall.apply.Admittance;
import io.vpcmesh.firewall.apply.Admittance.Protocol;
import io.vpcmesh.firewall.apply.FirewallReader;
import io.vpcmesh.firewall.apply.ShownGroups;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import io.vpcmesh.topology.Mesh;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The security groups of a mesh's DNS servers, which somebody else keeps: whether they let in the
 * groups of its endpoints. They are read once for all endpoints, and never changed.
 */
final class DnsGroups {

  private static final String SLOT = "DNS groups";
  private static final PortRange DNS = PortRange.of(53, 53);

  /** How soon it is looked again as long as somebody is not let in. */
  private static final Duration SOON = Duration.ofMinutes(1);

  private final Set<EndpointKey> lacking = new HashSet<>();
  private ImmutableSortedSet<SecurityGroupId> ids = ImmutableSortedSet.of();
  private Optional<ShownGroups> shown = Optional.empty();
  private Instant askedAt = Instant.EPOCH;

  /** The mesh names these now. */
  void follow(ImmutableSortedSet<SecurityGroupId> named) {
    if (!ids.equals(named)) {
      ids = named;
      shown = Optional.empty();
      lacking.clear();
    }
  }

  /** The read that is due, if any; endpoints are woken when it tells something new. */
  Optional<Request> due(EngineContext context, Dispatcher dispatcher, MeshState state, Mesh mesh) {
    Instant now = context.loop.now();
    if (ids.isEmpty()
        || now.isBefore(nextLook(context.settings.auditEvery()))
        || state.failures.blocked(SLOT, now)) {
      return Optional.empty();
    }
    FirewallReader reader = new FirewallReader(context.cloud.ec2(mesh.aws().place()));
    ImmutableSortedSet<SecurityGroupId> asked = ids;
    Purpose purpose =
        new Purpose(
            state.key,
            SLOT,
            Priority.AUDIT,
            ImmutableList.of(
                AwsAction.DESCRIBE_SECURITY_GROUPS, AwsAction.DESCRIBE_SECURITY_GROUP_RULES),
            context.budget(mesh.aws().place()));
    return Optional.of(
        dispatcher.request(
            purpose,
            () -> reader.read(asked, Optional.empty()),
            state.unlessMoved(groups -> {
              state.failures.clear(SLOT);
              if (asked.equals(ids) && read(groups, now)) {
                context.index.endpointsOf(state.key).forEach(dispatcher::wake);
              }
            }),
            state.unlessMoved(failure -> state.failures.add(SLOT, failure, context.loop.now()))));
  }

  /** Takes in what was read; answers whether it is news. */
  private boolean read(ShownGroups groups, Instant at) {
    boolean news = !shown.equals(Optional.of(groups));
    shown = Optional.of(groups);
    askedAt = at;
    return news;
  }

  /** When to look without anything having happened. */
  Instant nextLook(Duration auditEvery) {
    if (ids.isEmpty()) {
      return Instant.MAX;
    }
    return shown.isEmpty() ? Instant.EPOCH : askedAt.plus(lacking.isEmpty() ? auditEvery : SOON);
  }

  /** What keeps the carriers of these groups from looking names up, in words. */
  Optional<String> objection(EndpointKey endpoint, ImmutableSortedSet<SecurityGroupId> groups) {
    ImmutableList<Protocol> shut =
        shown.isEmpty() || groups.isEmpty()
            ? ImmutableList.of()
            : Arrays.stream(Protocol.values())
                .filter(protocol -> groups.stream().noneMatch(group -> isLetIn(protocol, group)))
                .collect(ImmutableList.toImmutableList());
    if (shut.isEmpty()) {
      lacking.remove(endpoint);
      return Optional.empty();
    }
    lacking.add(endpoint);
    Sets.SetView<SecurityGroupId> absent =
        Sets.difference(ids, shown.orElseThrow().groups().keySet());
    if (!absent.isEmpty()) {
      return Optional.of(
          "spec.securityGroups.platform.dns of the mesh names %s, and there is no such security group in AWS: name that of the DNS servers"
              .formatted(absent.iterator().next()));
    }
    return Optional.of(
        "security groups %s, which spec.securityGroups.platform.dns of the mesh names, do not let in %s on port 53 by %s: its instances cannot look names up; have that added there"
            .formatted(ids, groups, shut));
  }

  /** Whether the endpoint was found not to be let in. */
  boolean lacks(EndpointKey endpoint) {
    return lacking.contains(endpoint);
  }

  void forget(EndpointKey endpoint) {
    lacking.remove(endpoint);
  }

  private boolean isLetIn(Protocol protocol, SecurityGroupId group) {
    Opening opening = new Opening(DNS, new TrafficSource.Group(group));
    return !Admittance.of(protocol, opening, shown.orElseThrow().ingress().values())
        .equals(Admittance.NO);
  }
}
