package io.vpcmesh.cli;

import io.vpcmesh.config.StateFlag;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.standalone.StateDirectory;
import io.vpcmesh.standalone.directory.ManifestName;
import io.vpcmesh.standalone.directory.Request;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a deletion through that is larger than what is done without asking. */
@Command(
    name = "acknowledge-deletions",
    description =
        "Lets the daemon take away more instances of an endpoint than it does without asking; the hash stands in the endpoint's status.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    footer = {"", "Example:", "  vpcmesh acknowledge-deletions shop/orders --hash 1a2b3c4d5e"})
final class AcknowledgeCommand implements Callable<Integer> {

  private static final String ANNOTATION = "vpcmesh.io/acknowledge-deletions";

  @Spec private CommandSpec spec;

  @Mixin private StateFlag state;

  @Parameters(paramLabel = "NAMESPACE/NAME", description = "The endpoint.")
  private String endpoint;

  @Option(
      names = "--hash",
      required = true,
      paramLabel = "HASH",
      description = "Stands for the instances that may go.")
  private String hash;

  @Override
  public Integer call() throws InterruptedException {
    EndpointKey key = EndpointArgument.key(spec, "an endpoint is named", endpoint);
    ManifestName name = ManifestName.of(key);
    StateDirectory directory = ReadState.at(state.path(), spec);
    requireAsked(directory, key);
    String done = DaemonRequest.send(directory, new Request.Annotate(name, ANNOTATION, hash));
    spec.commandLine().getOut().println(done);
    return ExitCode.FINE;
  }

  /** A slip of the hand would change nothing, and be believed to have. */
  private void requireAsked(StateDirectory directory, EndpointKey key) {
    boolean asked =
        Optional.ofNullable(directory.store().load().endpointStatus().get(key)).stream()
            .flatMap(status -> status.conditions().stream())
            .anyMatch(condition -> condition.message().contains(hash));
    if (!asked) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "%s does not ask for %s: 'vpcmesh status %s -o wide' shows what it asks for"
              .formatted(key, hash, endpoint));
    }
  }
}
