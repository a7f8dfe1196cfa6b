package io.vpcmesh.e2e.crd;

import com.google.common.collect.ObjectArrays;
import io.vpcmesh.e2e.plane.Kubectl;
import io.vpcmesh.process.Told;
import java.io.IOException;

/** The definitions on the API server, and a namespace to try them in. */
record Installed(Kubectl kubectl, String namespace) {

  /** Makes the namespace, and the definitions where they are missing. */
  static Installed in(String namespace, Kubectl kubectl) throws IOException {
    kubectl.output("apply", "--server-side", "-f", Definition.MANIFESTS);
    kubectl.output("wait", "--for=condition=Established", "-f", Definition.MANIFESTS);
    kubectl.output("create", "namespace", namespace);
    return new Installed(kubectl, namespace);
  }

  /** Applies a manifest. */
  Told apply(Object manifest, Object... flags) throws IOException {
    return kubectl.fed(
        manifest.toString(),
        ObjectArrays.concat(
            new Object[] {"apply", "-n", namespace, "-f", "-"}, flags, Object.class));
  }

  /** What kubectl prints that works in the namespace; fails when it fails or warns. */
  String output(Object... words) throws IOException {
    return kubectl.output(ObjectArrays.concat(new Object[] {"-n", namespace}, words, Object.class));
  }

  /** How kubectl ends that works in the namespace. */
  Told run(Object... words) throws IOException {
    return kubectl.run(ObjectArrays.concat(new Object[] {"-n", namespace}, words, Object.class));
  }
}
