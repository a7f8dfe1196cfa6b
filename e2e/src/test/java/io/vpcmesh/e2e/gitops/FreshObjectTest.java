package io.vpcmesh.e2e.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import io.vpcmesh.e2e.plane.EndToEnd;
import io.vpcmesh.e2e.plane.Kubectl;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Between {@code kubectl apply} and the operator's first look nobody may say that all is well. */
@EndToEnd
class FreshObjectTest {

  private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..").normalize();
  private static final Path CRDS = ROOT.resolve("crds");

  private final Kubectl kubectl;

  FreshObjectTest(Kubectl kubectl) {
    this.kubectl = kubectl;
  }

  @Test
  void whatWasJustAppliedIsInProgress() throws IOException {
    kubectl.output("apply", "--server-side", "-k", CRDS);
    kubectl.output(
        "wait",
        "--for=condition=Established",
        "crd/servicemeshes.vpcmesh.io",
        "crd/serviceendpoints.vpcmesh.io");
    Path shop = ROOT.resolve("examples/shop");

    kubectl.output("apply", "-f", shop);
    String list = kubectl.output("get", "mesh", "-n", "shop", "-o", "json");
    kubectl.output("delete", "-f", shop);

    ImmutableList<JsonNode> objects =
        ImmutableList.copyOf(new ObjectMapper().readTree(list).path("items"));
    assertThat(Judges.judge(objects))
        .hasSize(5)
        .allSatisfy(told -> {
          assertThat(told.kstatus()).isEqualTo("InProgress");
          assertThat(told.argo()).isEqualTo("Progressing");
          assertThat(told.flux()).isEqualTo("InProgress");
        });
  }
}
