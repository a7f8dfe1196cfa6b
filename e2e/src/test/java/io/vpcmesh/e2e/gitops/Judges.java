package io.vpcmesh.e2e.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import io.vpcmesh.process.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/** The real kstatus, Argo CD's interpreter and Flux's evaluator, on what {@code deploy} holds. */
public final class Judges {

  private static final Duration BUILD_LIMIT = Duration.ofMinutes(15);
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Path BASE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
  private static final Path GITOPS = BASE.resolveSibling("deploy").resolve("gitops");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Judges() {}

  /** Judges objects of the API server, one by one. */
  public static ImmutableList<Judgement> judge(ImmutableList<? extends JsonNode> objects)
      throws IOException {
    String program = Command.of(BUILD_LIMIT, BASE.resolve("statuses/build")).output().strip();
    String input = objects.stream().map(JsonNode::toString).collect(Collectors.joining("\n"));
    String output =
        Command.of(
                LIMIT,
                program,
                "-argo",
                GITOPS.resolve("argo-cd/argocd-cm-patch.yaml"),
                "-flux",
                GITOPS.resolve("flux/kustomization.yaml"))
            .fed(input)
            .output();
    ImmutableList.Builder<Judgement> judgements = ImmutableList.builder();
    for (String line : output.lines().toList()) {
      judgements.add(JSON.readValue(line, Judgement.class));
    }
    return judgements.build();
  }
}
