package io.vpcmesh.cli;

import io.vpcmesh.config.OperatorConfig;
import io.vpcmesh.config.OperatorFlags;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the operator in a cluster until somebody ends it. */
@Command(
    name = "operator",
    description = {
      "Keeps AWS as the resources of a Kubernetes cluster declare.",
      "",
      "The cluster is that of the pod's service account, or of KUBECONFIG. Replicas share the work of watching; one of them leads and writes."
    },
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    footer = {
      "",
      "Examples:",
      "  vpcmesh operator",
      "  vpcmesh operator --watch-namespaces shop,bank --metrics-address 127.0.0.1:8080"
    })
final class OperatorCommand implements Callable<Integer> {

  @Mixin private OperatorFlags flags;

  @Override
  public Integer call() throws InterruptedException {
    OperatorConfig config = flags.config();
    try (OperatorProcess operator = new OperatorProcess(config)) {
      Thread signal = Thread.ofPlatform().unstarted(() -> end(operator));
      Runtime.getRuntime().addShutdownHook(signal);
      start(operator, signal);
      operator.awaitEnd();
    }
    return ExitCode.FINE;
  }

  /** It may wait for long, and a signal ends it; but one that fails does not end well. */
  private static void start(OperatorProcess operator, Thread signal) throws InterruptedException {
    try {
      operator.start();
    } catch (RuntimeException failure) {
      Runtime.getRuntime().removeShutdownHook(signal);
      throw failure;
    }
  }

  /** A signal is the ordinary end of a daemon, so it leaves as one that did what it was asked. */
  private static void end(OperatorProcess operator) {
    operator.close();
    Runtime.getRuntime().halt(ExitCode.FINE);
  }
}
