package io.vpcmesh.e2e.plane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vpcmesh.process.Told;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What every other end-to-end test builds on. */
@EndToEnd
@OwnControlPlane
class ControlPlaneTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ControlPlane plane;
  private final Kubectl kubectl;

  ControlPlaneTest(ControlPlane plane) {
    this.plane = plane;
    this.kubectl = plane.kubectl();
  }

  @Test
  void aServiceAccountMayDoWhatItsRoleAllows() throws IOException {
    kubectl.output("create", "serviceaccount", "reader", "-n", "default");
    kubectl.output(
        "create",
        "rolebinding",
        "reader",
        "-n",
        "default",
        "--clusterrole=view",
        "--serviceaccount=default:reader");

    Kubectl reader = plane.kubectl(new ServiceAccount("default", "reader"));

    assertThat(reader.run("get", "pods", "-n", "default"))
        .isEqualTo(new Told(0, "", "No resources found in default namespace.\n"));
    assertThat(reader.run("get", "secrets", "-n", "default").err())
        .startsWith(
            "Error from server (Forbidden): secrets is forbidden: "
                + "User \"system:serviceaccount:default:reader\" cannot list resource \"secrets\"");
  }

  @Test
  void whatWasWrittenIsThereAfterTheApiServerWasKilled() throws IOException {
    kubectl.output("create", "configmap", "kept", "-n", "default");

    plane.apiServer().kill();
    Told meanwhile = kubectl.run("get", "configmap", "kept", "-n", "default");
    plane.apiServer().start();
    plane.awaitReady();

    assertThat(meanwhile.code()).isEqualTo(1);
    assertThat(kubectl.output("get", "configmap", "kept", "-n", "default", "-o", "name"))
        .isEqualTo("configmap/kept\n");
  }

  @Test
  void aFrozenApiServerKeepsPeopleWaitingAndGoesOn() throws IOException {
    plane.apiServer().freeze();
    Told meanwhile = kubectl.run("get", "namespaces", "--request-timeout=1s");
    plane.apiServer().thaw();

    assertThat(meanwhile.code()).isEqualTo(1);
    assertThat(kubectl.run("get", "namespaces").code()).isZero();
  }

  @Test
  void aCompactedApiServerKnowsNoEarlierRevision() throws IOException {
    String before = kubectl.output("get", "--raw=/api/v1/namespaces/default");
    String revision = JSON.readTree(before).at("/metadata/resourceVersion").asText();
    kubectl.output("create", "configmap", "later", "-n", "default");

    plane.compact();

    Told told =
        kubectl.run(
            "get",
            "--raw=/api/v1/configmaps?resourceVersionMatch=Exact&resourceVersion=" + revision);
    assertThat(told)
        .isEqualTo(
            new Told(
                1,
                "",
                "Error from server (Expired): "
                    + "The resourceVersion for the provided list is too old.\n"));
  }

  @Test
  void whoComesThroughAShutGateIsKeptWaitingAlone() throws IOException {
    kubectl.output("create", "serviceaccount", "passenger", "-n", "default");
    try (Gate gate = Gate.to(plane.url())) {
      ServiceAccount account = new ServiceAccount("default", "passenger");
      Kubectl passenger =
          new Kubectl(kubectl.program(), plane.kubeconfig(account, gate), kubectl.cache());
      Told through = passenger.run("auth", "can-i", "get", "pods");

      gate.shut();
      Told outside = passenger.run("auth", "can-i", "get", "pods", "--request-timeout=1s");

      assertThat(through.out()).isEqualTo("no\n");
      assertThat(outside.code()).isEqualTo(1);
      assertThat(outside.out()).isEmpty();
      assertThat(kubectl.output("auth", "can-i", "get", "pods")).isEqualTo("yes\n");
    }
  }
}
