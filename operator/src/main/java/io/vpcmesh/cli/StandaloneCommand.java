package io.vpcmesh.cli;

import io.vpcmesh.config.DaemonConfig;
import io.vpcmesh.config.DaemonFlags;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the daemon until somebody ends it. */
@Command(
    name = "standalone",
    description = {
      "Keeps AWS as a directory of manifests declares, without a cluster.",
      "",
      "A file counts once nobody has written to it for a second (five when something is taken away). What vanishes from the directory is reported and stays, until 'vpcmesh prune'."
    },
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    footer = {
      "",
      "Examples:",
      "  vpcmesh standalone --manifests examples/shop --cloud simulated",
      "  vpcmesh standalone --manifests /srv/mesh --state /var/lib/vpcmesh --prune"
    })
final class StandaloneCommand implements Callable<Integer> {

  @Mixin private DaemonFlags flags;

  @Override
  public Integer call() throws InterruptedException {
    DaemonConfig config = flags.config();
    try (Daemon daemon = Daemon.start(config)) {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(daemon)));
      daemon.awaitEnd();
    }
    return ExitCode.FINE;
  }

  /** A signal is the ordinary end of a daemon, so it leaves as one that did what it was asked. */
  private static void end(Daemon daemon) {
    daemon.close();
    Runtime.getRuntime().halt(ExitCode.FINE);
  }
}
