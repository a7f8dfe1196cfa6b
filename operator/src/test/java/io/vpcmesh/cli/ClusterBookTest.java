package io.vpcmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** A cluster that does not answer. */
class ClusterBookTest {

  @Test
  void whoDoesNotAnswerIsNotSaidToRefuse() throws IOException {
    String server = "https://127.0.0.1:%d/".formatted(freePort());
    try (KubernetesClient client =
            new KubernetesClientBuilder()
                .withConfig(
                    new ConfigBuilder()
                        .withMasterUrl(server)
                        .withConnectionTimeout(2_000)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
        ClusterBook book = new ClusterBook(client)) {
      assertThatThrownBy(() -> book.deployments("shop"))
          .isInstanceOf(CommandFailure.class)
          .hasMessage(
              "nothing answers at the API server %s: start it, or name another one with KUBECONFIG",
              server);
    }
  }

  @Test
  void aServerThatNobodyNamedIsNotNamed() throws IOException {
    assertThat(Clusters.silence(URI.create("https://kubernetes.default.svc/").toURL()))
        .isEqualTo(
            "no cluster is named: neither KUBECONFIG nor ~/.kube/config does, and this is no pod of one");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
