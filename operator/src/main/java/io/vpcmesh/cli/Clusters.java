package io.vpcmesh.cli;

import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import io.fabric8.kubernetes.client.Config;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the cluster that is meant. */
final class Clusters {

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
}
