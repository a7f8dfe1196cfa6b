package io.vpcmesh.e2e.deploy;

import io.vpcmesh.e2e.plane.Kubectl;
import io.vpcmesh.e2e.plane.ServiceAccount;
import java.io.IOException;
import java.nio.file.Path;

/** The installation of {@code deploy/kustomize/base}. */
final class Base {

  static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..").normalize();
  static final Path FOLDER = ROOT.resolve("deploy/kustomize/base");
  static final String NAMESPACE = "vpcmesh-system";
  static final ServiceAccount OPERATOR = new ServiceAccount(NAMESPACE, "vpcmesh-operator");

  private Base() {}

  /** Installs it, and returns when the kinds are known. */
  static void install(Kubectl kubectl) throws IOException {
    kubectl.output("apply", "--server-side", "-k", FOLDER);
    kubectl.output(
        "wait",
        "--for=condition=Established",
        "crd/servicemeshes.vpcmesh.io",
        "crd/serviceendpoints.vpcmesh.io",
        "crd/meshdeployments.vpcmesh.io");
  }
}
