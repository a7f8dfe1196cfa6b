package io.vpcmesh.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cli.table.Table;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.config.CloudChoice;
import io.vpcmesh.config.CloudFlags;
import io.vpcmesh.config.NamedDirectory;
import io.vpcmesh.config.ReachFlags;
import io.vpcmesh.reach.CallQuestion;
import io.vpcmesh.reach.DeclaredCall;
import io.vpcmesh.reach.Finding;
import io.vpcmesh.reach.Finding.Layer;
import io.vpcmesh.reach.Finding.Verdict;
import io.vpcmesh.topology.Endpoint.Port;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells whether one endpoint may call another, and if not, why. */
@Command(
    name = "can-call",
    description = {
      "Tells whether one endpoint may call another: what is declared, whom the destination lets in, and the groups and rules as they are in AWS now. It names the first layer that denies, and the field to change.",
      "",
      "Nothing is written."
    },
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    footer = {
      "",
      "Examples:",
      "  vpcmesh can-call shop/cart shop/orders --cluster",
      "  vpcmesh can-call shop/cart shop/orders --port http --state /var/lib/vpcmesh",
      "  vpcmesh can-call shop/cart shop/orders -f examples/shop",
      "",
      "Exit codes: 0 it can, 2 it cannot, 1 nobody can tell from here or AWS cannot be",
      "asked, 64 wrong usage, 74 a file cannot be read."
    })
final class CanCallCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FROM", description = "NAMESPACE/NAME of the caller.")
  private String from;

  @Parameters(index = "1", paramLabel = "TO", description = "NAMESPACE/NAME of the destination.")
  private String to;

  @Option(
      names = "--port",
      paramLabel = "NAME|NUMBER",
      description = "A port of the destination. Default: any.")
  private @Nullable String port;

  @ArgGroup(multiplicity = "1")
  private Where where;

  @Mixin private CloudFlags cloud;

  @Mixin private ReachFlags reachFlags;

  /** Where the resources are declared. */
  static final class Where {

    @Option(
        names = "--cluster",
        description = "In the Kubernetes cluster of the current kubeconfig context.")
    private boolean cluster;

    @Option(
        names = "--state",
        paramLabel = "DIR",
        converter = NamedDirectory.class,
        description = "In the state directory of a daemon.")
    private @Nullable Path state;

    @Option(
        names = {"-f", "--manifests"},
        paramLabel = "DIR",
        description = "In manifests that nobody may have applied yet; AWS is not asked.")
    private @Nullable Path manifests;

    DeclaredWorld world(CommandSpec spec) {
      if (cluster) {
        return DeclaredWorld.ofCluster();
      }
      return state == null
          ? DeclaredWorld.of(requireNonNull(manifests))
          : DeclaredWorld.of(ReadState.at(state, spec));
    }
  }

  @Override
  public Integer call() {
    LogLevel.unlessChosen("ERROR");
    CallQuestion question =
        new CallQuestion(
            EndpointArgument.key(spec, "FROM is", from),
            EndpointArgument.key(spec, "TO is", to),
            Optional.ofNullable(port));
    if (question.port().filter(String::isBlank).isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "--port is the name or the number of a port, not '%s'".formatted(port));
    }
    CloudChoice choice = choice();
    DeclaredWorld world = where.world(spec);
    DeclaredCall declared = DeclaredCall.of(question, world.index());
    CallInAws aws = new CallInAws(world, choice, reachFlags.reach());
    ImmutableList<Finding> inAws =
        declared.ports().isEmpty() || !world.isApplied()
            ? withheld(aws, question, world.isApplied() ? declared.withheld() : ImmutableList.of())
            : aws.findings(question, declared.ports());
    ImmutableList<Finding> all =
        Stream.concat(declared.findings().stream(), inAws.stream()).collect(toImmutableList());
    print(all, question);
    world.problems().forEach(problem -> err().println("problem: " + problem));
    err().flush();
    return exitCode(all);
  }

  /** What is not declared may be open for now, and then nobody shall be told that it is not. */
  private ImmutableList<Finding> withheld(
      CallInAws aws, CallQuestion question, ImmutableList<Port> ports) {
    try {
      return ports.isEmpty() ? ImmutableList.of() : openAnyway(aws, question, ports);
    } catch (AwsException | CommandFailure e) {
      err()
          .println("problem: AWS was not asked whether it is open all the same: " + e.getMessage());
      return ImmutableList.of();
    }
  }

  private static ImmutableList<Finding> openAnyway(
      CallInAws aws, CallQuestion question, ImmutableList<Port> ports) {
    return aws.findings(question, ports).stream()
        .filter(finding -> finding.layer() == Layer.RULES)
        .filter(finding -> finding.verdict() != Verdict.NO)
        .map(finding ->
            Finding.openAnyway(
                "%s all the same: it is still to be closed, or an earlier revision of endpoint %s is in force, see its conditions Accepted and Secured"
                    .formatted(finding.message(), question.to().ref())))
        .collect(toImmutableList());
  }

  private CloudChoice choice() {
    CloudChoice choice = cloud.choice();
    if (where.cluster && choice instanceof CloudChoice.Simulated) {
      throw new ParameterException(
          spec.commandLine(),
          "--cloud simulated has no meaning with --cluster: a simulated account lives in the --state of a daemon");
    }
    return choice;
  }

  private static int exitCode(List<Finding> findings) {
    Optional<Finding> no = says(findings, Verdict.NO);
    boolean openAnyway =
        no.filter(denial -> denial.layer() == Layer.CONSENTED).isPresent()
            && says(findings, Verdict.UNKNOWN).isPresent();
    if (no.isPresent() && !openAnyway) {
      return ExitCode.DENIED;
    }
    return says(findings, Verdict.UNKNOWN).isPresent() ? ExitCode.FAILED : ExitCode.FINE;
  }

  private static Optional<Finding> says(List<Finding> findings, Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).findFirst();
  }

  private void print(ImmutableList<Finding> findings, CallQuestion question) {
    ImmutableList<ImmutableList<String>> rows =
        findings.stream()
            .map(finding ->
                ImmutableList.of(
                    lowercase(finding.layer()), lowercase(finding.verdict()), finding.message()))
            .collect(toImmutableList());
    PrintWriter out = spec.commandLine().getOut();
    new Table(ImmutableList.of("LAYER", "ANSWER", "WHY"), rows).lines().forEach(out::println);
    String answer =
        switch (exitCode(findings)) {
          case ExitCode.FINE -> "can call";
          case ExitCode.DENIED -> "cannot call";
          default -> "may or may not be able to call";
        };
    out.printf("%n%s %s %s.%n", question.from().ref(), answer, question.to().ref());
    out.flush();
  }

  private static String lowercase(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
