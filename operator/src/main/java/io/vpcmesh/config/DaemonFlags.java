package io.vpcmesh.config;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags of a daemon without a cluster. */
public final class DaemonFlags {

  private static final int HIGHEST_PORT = 65_535;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--manifests",
      paramLabel = "DIR",
      required = true,
      defaultValue = "${env:VPCMESH_MANIFESTS}",
      description = {
        "Directory of manifests (*.yaml, *.yml, also in folders below).",
        "Environment: VPCMESH_MANIFESTS."
      })
  private Path manifests;

  @Mixin private StateFlag state;

  @Mixin private CloudFlags cloud;

  @Mixin private ReachFlags reach;

  @Option(
      names = "--prune",
      defaultValue = "${env:VPCMESH_PRUNE:-false}",
      // Otherwise the flag would mean the opposite of the default.
      fallbackValue = "true",
      description = {
        "Delete what no manifest declares any more without asking, when the directory is quiet, on the same Git branch, not empty, and little is gone.",
        "Environment: VPCMESH_PRUNE."
      })
  private boolean prune;

  @Option(
      names = "--health-port",
      paramLabel = "PORT",
      defaultValue = "${env:VPCMESH_HEALTH_PORT:-0}",
      description = {
        "Port of /healthz, /readyz and /metrics, on loopback alone; 0: any that is free, named in the log.",
        "Default: 0. Environment: VPCMESH_HEALTH_PORT."
      })
  private int healthPort;

  /** Everything at once, or a refusal that names the flag. */
  public DaemonConfig config() {
    if (healthPort < 0 || healthPort > HIGHEST_PORT) {
      throw new ParameterException(
          command.commandLine(),
          "--health-port is 0 to %d, not %d".formatted(HIGHEST_PORT, healthPort));
    }
    return new DaemonConfig(
        manifests, state.path(), cloud.choice(), reach.reach(), prune, healthPort);
  }
}
