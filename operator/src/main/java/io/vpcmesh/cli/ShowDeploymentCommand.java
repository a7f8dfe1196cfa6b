package io.vpcmesh.cli;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.Key;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
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
          "A deployment such as e-orders-8-1a2b3, or NAMESPACE/ENDPOINT or mesh/NAMESPACE/MESH for its newest.")
  private String name;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (DeploymentBook book = where.open()) {
      DeploymentEntry entry = found(book);
      Optional<Sight> sight = book.sight(entry.key());
      DeploymentStory.of(entry, sight.flatMap(Sight::status), book.flag(), hindrance(sight, entry))
          .forEach(out::println);
      DeploymentsWhere.caution(book, spec);
    }
    return ExitCode.FINE;
  }

  /** What keeps one that is under way from going on, and is not said by itself. */
  private static Optional<String> hindrance(Optional<Sight> sight, DeploymentEntry entry) {
    return sight
        .filter(_ -> entry.stand().filter(phase -> !phase.isOver()).isPresent())
        .filter(Sight::isRefusedAsDeclared)
        .flatMap(Sight::refusal);
  }

  private DeploymentEntry found(DeploymentBook book) {
    Optional<Key> key = TargetArgument.key(name);
    ImmutableList<DeploymentEntry> all =
        book.deployments(key.map(it -> it.ref().namespace()).orElse(null));
    return all.stream()
        .filter(this::isNamed)
        .findFirst()
        .or(() ->
            all.stream()
                .filter(entry -> key.equals(Optional.of(entry.key())))
                .reduce((_, newest) -> newest))
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.FAILED,
                "there is no deployment %s, and no endpoint or mesh of that name that was changed%s: 'vpcmesh deployments list %s' shows all"
                    .formatted(
                        name,
                        key.isEmpty() ? " (" + TargetArgument.FORMS + ")" : "",
                        book.flag())));
  }

  /** By the name of its record, with or without the namespace. */
  private boolean isNamed(DeploymentEntry entry) {
    return name.equals(entry.name()) || name.equals(entry.namespace() + "/" + entry.name());
  }
}
