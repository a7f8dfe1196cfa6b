package io.vpcmesh.reach;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.firewall.KnownRule;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import io.vpcmesh.reach.Finding.Layer;
import io.vpcmesh.topology.Endpoint.Port;
import io.vpcmesh.topology.Endpoint.TargetPort;
import java.util.Optional;

/** What AWS has to say of a call that is declared. */
public final class AwsCall {

  private final CallQuestion question;
  private final ImmutableList<Port> ports;

  /**
   * About a call.
   *
   * @param ports that are to be called, of which there is at least one
   */
  public AwsCall(CallQuestion question, ImmutableList<Port> ports) {
    this.question = question;
    this.ports = ports;
  }

  /**
   * A security group as it was read.
   *
   * @param carriers how many network interfaces carry it
   */
  public record Seen(SecurityGroupId id, KnownGroup group, int carriers) {}

  /**
   * What follows from the groups of both.
   *
   * @param from absent when its endpoint names none in its status
   * @param to the same
   */
  public ImmutableList<Finding> findings(Optional<Seen> from, Optional<Seen> to) {
    Optional<Finding> missing = missing(question.from(), from).or(() -> missing(question.to(), to));
    if (missing.isPresent()) {
      return ImmutableList.of(missing.orElseThrow());
    }
    Seen caller = from.orElseThrow();
    Seen called = to.orElseThrow();
    return ImmutableList.of(
        Finding.yes(
            Layer.GROUPS,
            "endpoint %s has %s and endpoint %s has %s"
                .formatted(question.from().ref(), caller.id(), question.to().ref(), called.id())),
        rules(caller.id(), (KnownGroup.Present) called.group()),
        carried(caller, called));
  }

  private static Optional<Finding> missing(EndpointKey whose, Optional<Seen> seen) {
    if (seen.isEmpty()) {
      return Optional.of(
          Finding.no(
              Layer.GROUPS,
              "endpoint %s has no security group yet: see its condition Secured"
                  .formatted(whose.ref())));
    }
    return seen.orElseThrow().group() instanceof KnownGroup.Present
        ? Optional.empty()
        : Optional.of(
            Finding.no(
                Layer.GROUPS,
                "security group %s of endpoint %s is not in AWS: see the endpoint's condition Secured"
                    .formatted(seen.orElseThrow().id(), whose.ref())));
  }

  private Finding rules(SecurityGroupId caller, KnownGroup.Present called) {
    ImmutableSet<PortRange> open =
        called.rules().stream()
            .filter(rule -> rule.source().equals(new TrafficSource.Group(caller)))
            .map(KnownRule::opening)
            .flatMap(Optional::stream)
            .map(Opening::ports)
            .collect(ImmutableSet.toImmutableSet());
    ImmutableList<Port> closed =
        ports.stream().filter(port -> !isOpen(port, open)).collect(ImmutableList.toImmutableList());
    String group = "security group %s".formatted(called.facts().id());
    if (closed.size() == ports.size()) {
      return Finding.no(
          Layer.RULES,
          "%s lets %s in on %s, not on %s: the operator has yet to open it, see condition Secured of endpoint %s"
              .formatted(
                  group,
                  caller,
                  open.isEmpty() ? "no port" : open,
                  closed.stream().map(port -> port.target().spelled()).toList(),
                  question.to().ref()));
    }
    return Finding.yes(Layer.RULES, "%s lets %s in on %s".formatted(group, caller, open));
  }

  /** Where instances listen on ports of their own, any opening for the caller may be the one. */
  private static boolean isOpen(Port port, ImmutableSet<PortRange> open) {
    return switch (port.target()) {
      case TargetPort.Numbered(var number) ->
          open.stream().anyMatch(range -> range.contains(number));
      case TargetPort.Named _ -> !open.isEmpty();
    };
  }

  /** Without a carrier a rule means nothing: the groups of the node decide. */
  private Finding carried(Seen caller, Seen called) {
    if (caller.carriers() == 0) {
      return Finding.no(
          Layer.CARRIED,
          "no network interface carries %s: put it on what runs endpoint %s, such as the network configuration of its ECS service or a SecurityGroupPolicy"
              .formatted(caller.id(), question.from().ref()));
    }
    return called.carriers() == 0
        ? Finding.unknown(
            Layer.CARRIED,
            "no network interface carries %s, so its rules decide nothing: whatever groups the instances of endpoint %s carry do"
                .formatted(called.id(), question.to().ref()))
        : Finding.yes(
            Layer.CARRIED,
            "%d network interfaces carry %s and %d carry %s"
                .formatted(caller.carriers(), caller.id(), called.carriers(), called.id()));
  }
}
