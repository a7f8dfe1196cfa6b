package io.vpcmesh.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vpcmesh.e2e.plane.EndToEnd;
import io.vpcmesh.e2e.plane.Kubectl;
import io.vpcmesh.process.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A cluster takes the installation without a word of warning, and lets its pods in. */
@EndToEnd
@ResourceLock("the installation")
@TestInstance(Lifecycle.PER_CLASS)
class BaseTest {

  private static final YAMLMapper YAML = new YAMLMapper();

  private final Kubectl kubectl;

  BaseTest(Kubectl kubectl) throws IOException {
    this.kubectl = kubectl;
    Base.install(kubectl);
  }

  @Test
  void applyingItAgainChangesNothing() throws IOException {
    kubectl.output("apply", "--server-side", "-k", Base.FOLDER);

    assertThat(kubectl.run("diff", "--server-side", "-k", Base.FOLDER))
        .isEqualTo(new Told(0, "", ""));
  }

  @Test
  void aPodOfTheDeploymentIsLetIn() throws IOException {
    Told told = created(pod());

    assertThat(told).isEqualTo(new Told(0, "pod/probe created (server dry run)\n", ""));
  }

  @Test
  void aPodThatMayGainPrivilegesIsNot() throws IOException {
    ObjectNode pod = pod();
    ((ObjectNode) pod.at("/spec/containers/0/securityContext")).remove("allowPrivilegeEscalation");

    Told told = created(pod);

    assertThat(told.code()).isEqualTo(1);
    assertThat(told.err()).contains("violates PodSecurity \"restricted:latest\"");
  }

  @Test
  void theDeploymentHasItsPods() throws IOException {
    String told =
        kubectl.output(
            "wait",
            "--for=jsonpath={.status.replicas}=2",
            "deployment/vpcmesh-operator",
            "-n",
            Base.NAMESPACE,
            "--timeout=60s");

    assertThat(told).isEqualTo("deployment.apps/vpcmesh-operator condition met\n");
  }

  @Test
  void theImageIsTheOneThatIsBuilt() throws IOException {
    String version =
        Files.readString(Base.ROOT.resolve("pom.xml"))
            .replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");

    assertThat(deployment().at("/spec/template/spec/containers/0/image").asText())
        .isEqualTo("vpcmesh:" + version);
  }

  @Test
  void theExampleIsTheBaseWithAnImageAndARole() throws IOException {
    Path example = Base.FOLDER.resolveSibling("example");

    List<String> base = kubectl.output("kustomize", Base.FOLDER).lines().toList();
    List<String> made = kubectl.output("kustomize", example).lines().toList();

    assertThat(made)
        .filteredOn(line -> !base.contains(line))
        .containsExactly(
            "  annotations:",
            "    eks.amazonaws.com/role-arn: arn:aws:iam::123456789012:role/vpcmesh-operator",
            "        image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/vpcmesh:0.1.0-SNAPSHOT");
  }

  private Told created(JsonNode pod) throws IOException {
    return kubectl.fed(pod.toString(), "create", "--dry-run=server", "-f", "-");
  }

  private static ObjectNode pod() throws IOException {
    ObjectNode pod = YAML.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
    pod.putObject("metadata").put("name", "probe").put("namespace", Base.NAMESPACE);
    pod.set("spec", deployment().at("/spec/template/spec"));
    return pod;
  }

  private static JsonNode deployment() throws IOException {
    return YAML.readTree(Base.FOLDER.resolve("deployment.yaml").toFile());
  }
}
