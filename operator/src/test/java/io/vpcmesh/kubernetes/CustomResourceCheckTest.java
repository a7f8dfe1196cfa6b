package io.vpcmesh.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CustomResourceCheckTest {

  private static final TreeSet<String> OURS =
      new TreeSet<>(List.of("spec", "spec.ports", "spec.ports.name", "status", "status.phase"));

  private static final URL SERVER = server();

  private static URL server() {
    try {
      return URI.create("https://10.0.0.1").toURL();
    } catch (MalformedURLException bug) {
      throw new IllegalStateException(bug);
    }
  }

  @Test
  void theSameFieldsAreFine() {
    assertThat(CustomResourceCheck.lacks("them", OURS, OURS)).isEmpty();
  }

  @Test
  void moreFieldsAreFineSinceTheCrdsComeFirst() {
    TreeSet<String> newer = new TreeSet<>(OURS);
    newer.add("spec.clients");

    assertThat(CustomResourceCheck.lacks("them", newer, OURS)).isEmpty();
  }

  @Test
  void aFieldThatIsMissingIsNamedWithTheWayOut() {
    TreeSet<String> older = new TreeSet<>(OURS);
    older.remove("status.phase");

    assertThat(CustomResourceCheck.lacks("them", older, OURS))
        .contains(
            "the CustomResourceDefinition them is older than this operator, it lacks status.phase: install the CRDs of this version, kubectl apply --server-side -f crds/manifests");
  }

  @Test
  void ofManyMissingFieldsThreeAreNamed() {
    assertThat(CustomResourceCheck.lacks("them", new TreeSet<>(), OURS).orElseThrow())
        .contains("it lacks spec, spec.ports, spec.ports.name and 2 more:");
  }

  @Test
  void aServerThatDoesNotAnswerIsNamedWithTheWayOut() {
    assertThat(
            CustomResourceCheck.unread(
                SERVER, new KubernetesClientException("failed", new ConnectException("refused"))))
        .isEqualTo(
            "the API server https://10.0.0.1 does not answer (java.net.ConnectException: refused): start it, or name another one with KUBECONFIG");
  }

  @Test
  void aServerThatRefusesIsNamedWithTheWayOut() {
    assertThat(CustomResourceCheck.unread(SERVER, new KubernetesClientException("no", 403, null)))
        .isEqualTo(
            "the API server https://10.0.0.1 does not let this operator read the CustomResourceDefinitions (no): give it the roles of deploy/kustomize/base, or another KUBECONFIG");
  }
}
