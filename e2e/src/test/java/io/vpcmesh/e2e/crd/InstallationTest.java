package io.vpcmesh.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import io.vpcmesh.e2e.plane.EndToEnd;
import io.vpcmesh.e2e.plane.Kubectl;
import io.vpcmesh.e2e.plane.OwnControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people apply is taken without a word of warning. */
@EndToEnd
@OwnControlPlane
class InstallationTest {

  private static final Path EXAMPLES =
      Path.of(System.getProperty("basedir", "."), "..", "examples").normalize();

  private final Kubectl kubectl;

  InstallationTest(Kubectl kubectl) {
    this.kubectl = kubectl;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theDefinitionsApply(boolean serverSide) throws IOException {
    kubectl.output("delete", "--ignore-not-found", "-f", Definition.MANIFESTS);
    String said =
        kubectl.output("apply", "--server-side=" + serverSide, "-f", Definition.MANIFESTS);

    // One that goes before it is established may stay for ever, half deleted.
    kubectl.output("wait", "--for=condition=Established", "-f", Definition.MANIFESTS);
    assertThat(said.lines().map(line -> line.substring(0, line.indexOf(' '))))
        .containsExactly(
            "customresourcedefinition.apiextensions.k8s.io/meshdeployments.vpcmesh.io",
            "customresourcedefinition.apiextensions.k8s.io/serviceendpoints.vpcmesh.io",
            "customresourcedefinition.apiextensions.k8s.io/servicemeshes.vpcmesh.io");
  }

  @Test
  void theDefinitionsAreEstablishedWithoutComplaint() throws IOException {
    kubectl.output("apply", "--server-side", "-f", Definition.MANIFESTS);

    kubectl.output("wait", "--for=condition=Established", "-f", Definition.MANIFESTS);

    String conditions =
        kubectl.output(
            "get",
            "-f",
            Definition.MANIFESTS,
            "-o",
            "jsonpath={range .items[*]}{range .status.conditions[*]}{.type}={.status} {end}{end}");
    assertThat(Splitter.on(' ').omitEmptyStrings().split(conditions))
        .containsOnly("NamesAccepted=True", "Established=True")
        .hasSize(6);
  }

  @Test
  void theirNamesAreKnown() throws IOException {
    Installed.in("names", kubectl);

    assertThat(
            kubectl
                .output("api-resources", "--api-group=vpcmesh.io", "-o", "wide")
                .lines()
                .map(String::stripTrailing)
                .collect(java.util.stream.Collectors.joining("\n", "", "\n")))
        .isEqualTo(
            """
            NAME               SHORTNAMES   APIVERSION            NAMESPACED   KIND              \
            VERBS                                                        CATEGORIES
            meshdeployments    mdep         vpcmesh.io/v1alpha1   true         MeshDeployment    \
            delete,deletecollection,get,list,patch,create,update,watch
            serviceendpoints   sep          vpcmesh.io/v1alpha1   true         ServiceEndpoint   \
            delete,deletecollection,get,list,patch,create,update,watch   mesh,all
            servicemeshes      smesh        vpcmesh.io/v1alpha1   true         ServiceMesh       \
            delete,deletecollection,get,list,patch,create,update,watch   mesh,all
            """);
  }

  @Test
  void theExamplesApply() throws IOException {
    kubectl.output("apply", "--server-side", "-f", Definition.MANIFESTS);
    kubectl.output("wait", "--for=condition=Established", "-f", Definition.MANIFESTS);

    kubectl.output("apply", "-R", "-f", EXAMPLES);
    kubectl.output("apply", "-R", "-f", EXAMPLES, "--server-side");
    String all = kubectl.output("get", "all", "-n", "shop", "-o", "name");

    kubectl.output("delete", "-R", "-f", EXAMPLES);
    assertThat(all.lines())
        .containsExactly(
            "serviceendpoint.vpcmesh.io/order",
            "serviceendpoint.vpcmesh.io/payments",
            "serviceendpoint.vpcmesh.io/user",
            "serviceendpoint.vpcmesh.io/web",
            "servicemesh.vpcmesh.io/shop");
  }
}
