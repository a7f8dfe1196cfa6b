package io.vpcmesh.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.aws.IndependentView;
import io.vpcmesh.cloud.aws.Moto;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.e2e.plane.ControlPlane;
import io.vpcmesh.e2e.plane.EndToEnd;
import io.vpcmesh.e2e.plane.Kubectl;
import io.vpcmesh.e2e.plane.OwnControlPlane;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page for beginners shows what happens.
 *
 * <p>What it installs stays, as other tests of the suite install the same; no pod of it runs here.
 */
@EndToEnd
@OwnControlPlane
@ExtendWith(Moto.class)
class QuickStartTest {

  private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..").normalize();
  private static final Path PAGE = ROOT.resolve("docs/kubernetes.md");

  private final ControlPlane plane;
  private final Kubectl kubectl;

  QuickStartTest(ControlPlane plane) {
    this.plane = plane;
    this.kubectl = plane.kubectl();
  }

  @Test
  void whoFollowsThePageSeesWhatItSays(MotoServer moto, @TempDir Path notes) throws Exception {
    Page page = Page.read(PAGE);
    Reader reader = new Reader(ROOT, environment(moto), notes);

    Reader.Experience experience = reader.follow(page.commands());

    assertThat(page.toldAgain(experience.printed())).isEqualTo(page);
    assertThat(experience.shell().code()).as(experience.toString()).isZero();
    assertThat(moto.view("eu-west-1")).isEqualTo(IndependentView.EMPTY);
  }

  private ImmutableMap<String, String> environment(MotoServer moto) {
    return ImmutableMap.of(
        "PATH",
        kubectl.program().getParent() + File.pathSeparator + System.getenv("PATH"),
        "KUBECONFIG",
        plane.kubeconfig().toString(),
        "KUBECACHEDIR",
        kubectl.cache().toString(),
        "JAVA_HOME",
        System.getProperty("java.home"),
        "AWS_ENDPOINT_URL",
        moto.endpoint().toString());
  }

  /** Lets go what a run leaves that was cut short. */
  @AfterEach
  void cleanUp() throws IOException {
    for (String kind : new String[] {"serviceendpoints", "servicemeshes"}) {
      for (String name :
          kubectl.run("get", kind, "-n", "shop", "-o", "name").out().lines().toList()) {
        kubectl.run(
            "patch",
            name,
            "-n",
            "shop",
            "--type=merge",
            "-p",
            "{\"metadata\":{\"finalizers\":null}}");
      }
    }
    kubectl.run("delete", "namespace", "shop", "vpcmesh-try", "--ignore-not-found");
  }
}
