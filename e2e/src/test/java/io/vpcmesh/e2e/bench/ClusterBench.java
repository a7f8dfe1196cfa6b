package io.vpcmesh.e2e.bench;

import com.google.common.collect.ImmutableList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vpcmesh.bench.Bench;
import io.vpcmesh.bench.Scenario;
import io.vpcmesh.e2e.plane.ControlPlane;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * The whole benchmark: what {@link Bench} measures in virtual time, and what takes a control plane.
 */
public final class ClusterBench {

  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", "."), "target", "bench-plane").toAbsolutePath();

  private ClusterBench() {}

  public static void main(String[] args) throws IOException, URISyntaxException {
    System.exit(missed() == 0 ? 0 : 1);
  }

  private static int missed() throws IOException, URISyntaxException {
    try (ControlPlane plane = ControlPlane.start(FOLDER);
        KubernetesClient client = client(plane)) {
      Site site = new Site(plane, client);
      site.installDefinitions();
      return missed(site);
    }
  }

  /** One operator idles meanwhile. */
  private static int missed(Site site) throws IOException, URISyntaxException {
    try (IdleCluster idle = IdleCluster.begin(site)) {
      return Bench.missed(
          ImmutableList.<Scenario>builder()
              .add(new EventToCall(site), new SliceHeap(site))
              .addAll(Bench.VIRTUAL)
              .add(idle)
              .build(),
          Bench.besideClassesOf(ClusterBench.class));
    }
  }

  private static KubernetesClient client(ControlPlane plane) {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(plane.kubeconfig().toFile()))
        .build();
  }
}
