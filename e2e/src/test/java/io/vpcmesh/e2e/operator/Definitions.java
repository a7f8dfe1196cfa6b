package io.vpcmesh.e2e.operator;

import io.vpcmesh.e2e.plane.Kubectl;
import io.vpcmesh.process.Told;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The CRDs on the API server. The whole suite shares them, so whoever changes them puts them back.
 */
record Definitions(Kubectl kubectl) {

  private static final Path MANIFESTS =
      Path.of(System.getProperty("basedir", "."), "..", "crds", "manifests").normalize();

  /** Takes them away, and with them every resource that there is. */
  void delete() throws IOException {
    kubectl.output("delete", "-f", MANIFESTS, "--timeout=60s");
  }

  /**
   * Changes one.
   *
   * @param patch a list of operations, as RFC 6902 has them
   */
  void change(String plural, String patch) throws IOException {
    kubectl.output("patch", "crd", plural + ".vpcmesh.io", "--type=json", "-p", patch);
  }

  /** Puts them back as they are delivered, whatever was done to them. */
  void restore() throws IOException {
    // Without --server-side the lists are replaced as a whole, and what was added goes.
    Told told = kubectl.run("apply", "-f", MANIFESTS);
    if (told.code() != 0) {
      throw new AssertionError(told.toString());
    }
    kubectl.output("wait", "--for=condition=Established", "-f", MANIFESTS, "--timeout=60s");
  }
}
