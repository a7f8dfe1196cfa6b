package io.vpcmesh.cli;

import com.google.common.io.MoreFiles;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.config.CloudChoice;
import io.vpcmesh.config.CloudFlags;
import io.vpcmesh.demo.Demo;
import io.vpcmesh.demo.DemoCloud;
import io.vpcmesh.model.Reach;
import io.vpcmesh.runtime.SteadyClock;
import io.vpcmesh.runtime.ThreadLoop;
import io.vpcmesh.standalone.FileTrouble;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells a story about the example shop. */
@Command(
    name = "demo",
    description = {
      "Runs the daemon on a copy of the example shop and tells what happens.",
      "",
      "It ends by itself; on a terminal it stays up, so that you can edit the manifests."
    },
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class)
final class DemoCommand implements Callable<Integer> {

  private static final Duration DRAIN = Duration.ofSeconds(5);

  @Spec private CommandSpec spec;

  @Option(
      names = "--cloud",
      paramLabel = "simulated|aws",
      defaultValue = "simulated",
      description = "A simulated account (default), or AWS with the environment's credentials.")
  private String cloud;

  @Option(
      names = "--endpoint-url",
      paramLabel = "URL",
      description = "Send AWS requests here, for example to a test server.")
  private @Nullable String endpoint;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where manifests and state are put. Default: a new temporary folder.")
  private @Nullable Path folder;

  @Override
  public Integer call() throws IOException {
    LogLevel.unlessChosen("OFF");
    InstantSource clock = SteadyClock.system();
    OpenCloud open = open(clock);
    Path home = folder == null ? Files.createTempDirectory("vpcmesh-demo-") : fresh(folder);
    try (ThreadLoop loop = new ThreadLoop(clock, DRAIN, DemoCommand::die)) {
      Demo demo = new Demo(home, open.cloud(), loop, DemoCommand::sleep, System.out);
      demo.run();
      if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()) {
        stay(demo);
      }
    } finally {
      open.close().run();
    }
    return ExitCode.FINE;
  }

  private OpenCloud open(InstantSource clock) {
    return switch (CloudFlags.choice(spec.commandLine(), cloud, endpoint)) {
      case CloudChoice.Simulated _ ->
          new OpenCloud(new SimulatedCloud(DemoCloud.SETTINGS, clock), () -> {});
      case CloudChoice.Aws aws -> Clouds.aws(aws, Reach.DEFAULT);
    };
  }

  /** The story begins with nothing. */
  private static Path fresh(Path folder) {
    try {
      Files.createDirectories(folder);
      if (MoreFiles.listFiles(folder).isEmpty()) {
        return folder;
      }
    } catch (IOException unusable) {
      throw new CommandFailure(
          ExitCode.IO,
          "cannot use folder %s (%s): name another one with --folder"
              .formatted(folder, FileTrouble.inWords(unusable)));
    }
    throw new CommandFailure(
        ExitCode.IO, "folder %s is not empty: name a new one with --folder".formatted(folder));
  }

  private void stay(Demo demo) {
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    out.println("The daemon stays up. Edit the manifests in " + demo.manifests());
    out.println("and look with: vpcmesh status --state " + demo.state());
    out.println("Ctrl-C ends it.");
    out.flush();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the demo was interrupted", e);
    }
  }

  private static void die(Throwable bug) {
    bug.printStackTrace();
    Runtime.getRuntime().halt(ExitCode.FAILED);
  }
}
