package io.vpcmesh.config;

import com.google.common.collect.ImmutableSet;
import com.google.common.net.HostAndPort;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags of an operator in a cluster. */
public final class OperatorFlags {

  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private CloudFlags cloud;

  @Mixin private ReachFlags reach;

  @Option(
      names = "--watch-namespaces",
      paramLabel = "NAMESPACE[,NAMESPACE...]",
      defaultValue = "${env:VPCMESH_WATCH_NAMESPACES}",
      description = {
        "Look for resources only in these namespaces, separated by commas.",
        "Default: all. Environment: VPCMESH_WATCH_NAMESPACES."
      })
  private List<String> namespaces = List.of();

  @Option(
      names = "--namespace",
      paramLabel = "NAMESPACE",
      defaultValue = "${env:VPCMESH_NAMESPACE:-vpcmesh-system}",
      description = {
        "Namespace of the operator itself: its lease, journals and identity.",
        "Default: vpcmesh-system. Environment: VPCMESH_NAMESPACE."
      })
  private String namespace;

  @Option(
      names = "--leader-election",
      arity = "0..1",
      paramLabel = "true|false",
      defaultValue = "${env:VPCMESH_LEADER_ELECTION:-true}",
      fallbackValue = "true",
      description = {
        "Compete for a lease with other replicas; without it there must be only one.",
        "Default: true. Environment: VPCMESH_LEADER_ELECTION."
      })
  private boolean leaderElection;

  @Option(
      names = "--lease",
      paramLabel = "NAME",
      defaultValue = "${env:VPCMESH_LEASE:-vpcmesh}",
      description = {"Name of that lease.", "Default: vpcmesh. Environment: VPCMESH_LEASE."})
  private String lease;

  @Option(
      names = "--metrics-address",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:VPCMESH_METRICS_ADDRESS:-0.0.0.0:8080}",
      description = {
        "Where /healthz, /readyz and /metrics are answered; port 0: any that is free, named in the log.",
        "Default: 0.0.0.0:8080. Environment: VPCMESH_METRICS_ADDRESS."
      })
  private String metricsAddress;

  /** Everything at once, or a refusal that names the flag. */
  public OperatorConfig config() {
    CloudChoice choice = cloud.choice();
    if (choice instanceof CloudChoice.Simulated) {
      throw refusal("--cloud simulated is for 'vpcmesh standalone': leave it out");
    }
    ImmutableSet<String> watched = Narrowing.of("--watch-namespaces", namespaces, command);
    watched.forEach(name -> label("--watch-namespaces", name));
    label("--namespace", namespace);
    label("--lease", lease);
    return new OperatorConfig(
        choice, reach.reach(), watched, namespace, lease, leaderElection, address());
  }

  private void label(String flag, String name) {
    if (!DNS_LABEL.matcher(name).matches()) {
      throw refusal("%s is a DNS label such as vpcmesh-system, not '%s'".formatted(flag, name));
    }
  }

  private HostAndPort address() {
    try {
      HostAndPort address = HostAndPort.fromString(metricsAddress);
      if (address.hasPort() && !address.getHost().isEmpty()) {
        return address;
      }
    } catch (IllegalArgumentException none) {
      // Refused below, in our words.
    }
    throw refusal(
        "--metrics-address is HOST:PORT such as 0.0.0.0:8080, not '%s'".formatted(metricsAddress));
  }

  private ParameterException refusal(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
