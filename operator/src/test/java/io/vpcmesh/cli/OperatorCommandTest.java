package io.vpcmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator in its own process, with an API server that is not there. */
class OperatorCommandTest {

  @TempDir private Path folder;

  @Test
  void anApiServerThatDoesNotAnswerIsNamedAndWaitedFor() throws Exception {
    int port = freePort();
    try (DaemonProcess operator = operator(port, "127.0.0.1:0")) {
      operator.await("it waits", () -> operator.log().contains("msg=\"waiting\""));
      operator.terminate();

      assertThat(operator.exitCode()).isZero();
      assertThat(operator.log())
          .contains("the API server https://127.0.0.1:" + port + "/ does not answer (")
          .contains("): start it, or name another one with KUBECONFIG")
          .doesNotContain("bug");
    }
  }

  @Test
  void aKubeconfigThatIsNotThereIsNamed() throws Exception {
    Path missing = folder.resolve("missing");

    try (DaemonProcess operator =
        DaemonProcess.start(
            folder, ImmutableMap.of("KUBECONFIG", missing.toString()), "operator")) {
      assertThat(operator.exitCode()).isEqualTo(ExitCode.IO);
      assertThat(operator.log()).contains("KUBECONFIG names " + missing + ", which cannot be read");
    }
  }

  @Test
  void aQuestionToAClusterThatDoesNotAnswerEndsSoonAndSaysSo() throws Exception {
    int port = freePort();
    try (DaemonProcess question =
        DaemonProcess.start(
            folder,
            ImmutableMap.of("KUBECONFIG", kubeconfig(port).toString()),
            "can-call",
            "shop/cart",
            "shop/orders",
            "--cluster")) {
      assertThat(question.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(question.log())
          .contains(
              "the API server https://127.0.0.1:%d/ does not tell its meshes, endpoints and namespaces (nothing answers there): name another one with KUBECONFIG"
                  .formatted(port));
    }
  }

  @Test
  void anAddressThatIsTakenIsNamedAndIsNoGoodEnd() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DaemonProcess operator = operator(freePort(), "127.0.0.1:" + taken.getLocalPort())) {

      assertThat(operator.exitCode()).isEqualTo(ExitCode.IO);
      assertThat(operator.log())
          .contains(
              "vpcmesh: cannot listen on 127.0.0.1:%d (Address already in use): name another address with --metrics-address"
                  .formatted(taken.getLocalPort()));
    }
  }

  private Path kubeconfig(int apiServer) throws IOException {
    Path kubeconfig = folder.resolve("kubeconfig");
    Files.writeString(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        current-context: c
        contexts: [{name: c, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: "https://127.0.0.1:%d"}}]
        users: [{name: u, user: {token: none}}]
        """
            .formatted(apiServer));
    return kubeconfig;
  }

  private DaemonProcess operator(int apiServer, String metrics) throws IOException {
    return DaemonProcess.start(
        folder,
        ImmutableMap.of("KUBECONFIG", kubeconfig(apiServer).toString()),
        "operator",
        "--endpoint-url",
        "http://127.0.0.1:1",
        "--metrics-address",
        metrics);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
