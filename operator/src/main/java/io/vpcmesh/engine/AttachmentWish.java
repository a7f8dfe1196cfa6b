package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.engine.GroupAttachment.Wish;
import io.vpcmesh.firewall.KnownRule;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.Endpoint.Backend;
import io.vpcmesh.topology.Endpoint.PodChoice;
import io.vpcmesh.topology.GroupPolicy.PodGroups;
import java.util.Optional;

/** What follows from a pass for what runs an endpoint: whether it is to carry the group. */
final class AttachmentWish {

  private AttachmentWish() {}

  /** The wish, if anything may be written. */
  static Wish of(EndpointIntent intent, GroupPart part, Optional<Endpoint> endpoint) {
    return switch (intent) {
      case EndpointIntent.Keep keep ->
          endpoint
              .flatMap(AttachmentWish::pods)
              .filter(_ -> part.wish() instanceof GroupWish.Keep)
              .flatMap(pods -> keep.mesh().groups().pods().map(asked -> attach(pods, part, asked)))
              .orElseGet(Wish.Withdraw::new);
      case EndpointIntent.Remove _ -> new Wish.Withdraw();
      case EndpointIntent.Hold _, EndpointIntent.LetGo _ -> new Wish.Leave();
    };
  }

  /** Those with an interface of their own; pods at a port of their node have that of the node. */
  static Optional<PodChoice> pods(Endpoint endpoint) {
    return endpoint.backend() instanceof Backend.Kubernetes(PodChoice pods, boolean hostPort)
            && !hostPort
        ? Optional.of(pods)
        : Optional.empty();
  }

  /** A group that has never let anybody in would cut off the pods that carry it. */
  private static Wish attach(PodChoice pods, GroupPart part, PodGroups asked) {
    return part.track()
        .filter(track -> part.isOpen() || track.ledger().rules().stream().anyMatch(KnownRule::ours))
        .flatMap(track -> track.ledger().id())
        .<Wish>map(own -> new Wish.Attach(pods, groups(own, asked)))
        .orElseGet(Wish.Leave::new);
  }

  private static ImmutableList<SecurityGroupId> groups(SecurityGroupId own, PodGroups asked) {
    return ImmutableList.<SecurityGroupId>builder().add(own).addAll(asked.additional()).build();
  }
}
