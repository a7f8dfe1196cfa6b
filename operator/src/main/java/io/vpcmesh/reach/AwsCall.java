package io.vpcmesh.reach;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.firewall.KnownRule;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import io.vpcmesh.reach.Finding.Layer;
import io.vpcmesh.reach.Finding.Verdict;
import io.vpcmesh.topology.Endpoint.Port;
import io.vpcmesh.topology.Endpoint.TargetPort;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
   * @param from none when its endpoint names none, in its spec or its status
   * @param to the same
   */
  public ImmutableList<Finding> findings(ImmutableList<Seen> from, ImmutableList<Seen> to) {
    Optional<Finding> missing = missing(question.from(), from).or(() -> missing(question.to(), to));
    if (missing.isPresent()) {
      return ImmutableList.of(missing.orElseThrow());
    }
    Finding groups =
        Finding.yes(
            Layer.GROUPS,
            "endpoint %s has %s and endpoint %s has %s"
                .formatted(question.from().ref(), ids(from), question.to().ref(), ids(to)));
    Finding rules = rules(from, to);
    // Who is let in by his address needs no group.
    return rules.verdict() == Verdict.UNKNOWN
        ? ImmutableList.of(groups, rules)
        : ImmutableList.of(groups, rules, carried(from, to));
  }

  private static String ids(ImmutableList<Seen> groups) {
    return groups.stream().map(seen -> seen.id().value()).collect(Collectors.joining(", "));
  }

  private static Optional<Finding> missing(EndpointKey whose, ImmutableList<Seen> groups) {
    if (groups.isEmpty()) {
      return Optional.of(
          Finding.no(
              Layer.GROUPS,
              "endpoint %s has no security group yet: see its condition Secured"
                  .formatted(whose.ref())));
    }
    return groups.stream()
        .filter(seen -> !(seen.group() instanceof KnownGroup.Present))
        .findFirst()
        .map(absent ->
            Finding.no(
                Layer.GROUPS,
                "security group %s of endpoint %s is not in AWS: see the endpoint's condition Secured"
                    .formatted(absent.id(), whose.ref())));
  }

  private Finding rules(ImmutableList<Seen> callers, ImmutableList<Seen> called) {
    ImmutableSet<TrafficSource> sources =
        callers.stream()
            .map(seen -> new TrafficSource.Group(seen.id()))
            .collect(ImmutableSet.toImmutableSet());
    ImmutableSet<PortRange> open =
        called.stream()
            .flatMap(seen -> rules(seen.group()))
            .filter(rule -> sources.contains(rule.source()))
            .map(KnownRule::opening)
            .flatMap(Optional::stream)
            .map(Opening::ports)
            .collect(ImmutableSet.toImmutableSet());
    ImmutableList<Port> closed =
        ports.stream().filter(port -> !isOpen(port, open)).collect(ImmutableList.toImmutableList());
    String group = "security group %s".formatted(ids(called));
    ImmutableList<PrefixListId> lists = lists(called);
    if (closed.size() == ports.size() && !lists.isEmpty()) {
      return Finding.unknown(
          Layer.RULES,
          "%s does not let %s in, but whatever has an address in %s, and whether endpoint %s has one is not looked up: see condition Secured of endpoint %s for who has yet to open it"
              .formatted(group, ids(callers), lists, question.from().ref(), question.to().ref()));
    }
    if (closed.size() == ports.size()) {
      return Finding.no(
          Layer.RULES,
          "%s lets %s in on %s, not on %s: see condition Secured of endpoint %s for who has yet to open it"
              .formatted(
                  group,
                  ids(callers),
                  open.isEmpty() ? "no port" : open,
                  closed.stream().map(port -> port.target().spelled()).toList(),
                  question.to().ref()));
    }
    return Finding.yes(Layer.RULES, "%s lets %s in on %s".formatted(group, ids(callers), open));
  }

  private static Stream<KnownRule> rules(KnownGroup group) {
    return group instanceof KnownGroup.Present present ? present.rules().stream() : Stream.empty();
  }

  /** The prefix lists that are let in on one of the ports. */
  private ImmutableList<PrefixListId> lists(ImmutableList<Seen> called) {
    return called.stream()
        .flatMap(seen -> rules(seen.group()))
        .filter(rule ->
            rule.opening()
                .map(Opening::ports)
                .filter(
                    open -> ports.stream().anyMatch(port -> isOpen(port, ImmutableSet.of(open))))
                .isPresent())
        .flatMap(rule -> rule.source().prefixList().stream())
        .distinct()
        .sorted()
        .collect(ImmutableList.toImmutableList());
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
  private Finding carried(ImmutableList<Seen> from, ImmutableList<Seen> to) {
    int callers = carriers(from);
    int called = carriers(to);
    if (callers == 0) {
      return Finding.no(
          Layer.CARRIED,
          "no network interface carries %s: put it on what runs endpoint %s, such as the network configuration of its ECS service or a SecurityGroupPolicy"
              .formatted(ids(from), question.from().ref()));
    }
    return called == 0
        ? Finding.unknown(
            Layer.CARRIED,
            "no network interface carries %s, so its rules decide nothing: whatever groups the instances of endpoint %s carry do"
                .formatted(ids(to), question.to().ref()))
        : Finding.yes(
            Layer.CARRIED,
            "%d network interfaces carry %s and %d carry %s"
                .formatted(callers, ids(from), called, ids(to)));
  }

  /** Of several groups each instance carries all: the least of them counts. */
  private static int carriers(ImmutableList<Seen> groups) {
    return groups.stream().mapToInt(Seen::carriers).min().orElse(0);
  }
}
