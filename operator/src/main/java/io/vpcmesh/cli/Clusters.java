package io.vpcmesh.cli;

import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import com.google.common.base.Throwables;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcmesh.model.SafeText;
import java.io.File;
import java.net.ConnectException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the cluster that is meant. */
final class Clusters {

  private static final int CONNECT_MILLIS = 5_000;

  /** Where the library looks when nothing names a cluster. */
  private static final String OF_A_POD = "kubernetes.default.svc";

  private Clusters() {}

  /** The library takes a file that is missing for none that was named, and goes elsewhere. */
  static Config here() {
    String named = Strings.nullToEmpty(System.getenv("KUBECONFIG"));
    boolean found =
        Splitter.on(File.pathSeparatorChar)
            .omitEmptyStrings()
            .splitToStream(named)
            .anyMatch(file -> Files.isReadable(Path.of(file)));
    if (!named.isEmpty() && !found) {
      throw new CommandFailure(
          ExitCode.IO,
          "KUBECONFIG names %s, which cannot be read: name a file that can, or unset it to use the pod's service account"
              .formatted(named));
    }
    return Config.autoConfigure(null);
  }

  /** Somebody to ask that does not wait for long. */
  static KubernetesClient client() {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(here())
                .withConnectionTimeout(CONNECT_MILLIS)
                .withRequestRetryBackoffLimit(0)
                .build())
        .build();
  }

  /** Whether nobody was there to answer. */
  static boolean isSilent(KubernetesClientException refused) {
    return refused.getStatus() == null
        && Throwables.getCausalChain(refused).stream()
            .anyMatch(cause ->
                cause instanceof ConnectException || cause instanceof UnknownHostException);
  }

  /** That nobody answers there, and the way out. */
  static String silence(URL server) {
    return server.getHost().equals(OF_A_POD)
        ? "no cluster is named: neither KUBECONFIG nor ~/.kube/config does, and this is no pod of one"
        : "nothing answers at the API server %s: start it, or name another one with KUBECONFIG"
            .formatted(server);
  }

  /** Why a question was not answered, in the words of who knows best. */
  static String why(KubernetesClientException refused) {
    if (refused.getStatus() != null) {
      return SafeText.of(String.valueOf(refused.getStatus().getMessage())).toString();
    }
    return isSilent(refused)
        ? "nothing answers there"
        : SafeText.of(Throwables.getRootCause(refused).toString()).toString();
  }
}
