package io.vpcmesh.cli;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells the story of one deployment. */
@Command(
    name = "show",
    description =
        "Tells what one deployment brought in, what became of it and why, and what to do now.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class)
final class ShowDeploymentCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private DeploymentsWhere where;

  @Parameters(
      paramLabel = "NAME",
      description =
          "A deployment such as e-orders-8-1a2b3, or NAMESPACE/ENDPOINT for the newest of an endpoint.")
  private String name;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (DeploymentBook book = where.open()) {
      DeploymentStory.of(found(book), book.flag()).forEach(out::println);
    }
    out.flush();
    return ExitCode.FINE;
  }

  private DeploymentEntry found(DeploymentBook book) {
    List<String> parts = Splitter.on('/').limit(2).splitToList(name);
    @Nullable String namespace = parts.size() == 2 ? parts.getFirst() : null;
    ImmutableList<DeploymentEntry> all = book.deployments(namespace);
    return all.stream()
        .filter(entry -> entry.name().equals(parts.getLast()))
        .findFirst()
        .or(() ->
            all.stream().filter(entry -> entry.target().equals(name)).reduce((_, newest) -> newest))
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.FAILED,
                "there is no deployment %s, and no endpoint of that name that was changed: 'vpcmesh deployments list %s' shows all"
                    .formatted(name, book.flag())));
  }
}
