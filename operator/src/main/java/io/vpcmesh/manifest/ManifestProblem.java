package io.vpcmesh.manifest;

/** One fault in a manifest, with the place where a person finds it. */
public record ManifestProblem(String file, int line, String path, String message) {

  /** The one line to show, such as {@code orders.yaml:14: spec.ports[0].port: must be …}. */
  public String text() {
    return file + ":" + line + ": " + (path.isEmpty() ? "" : path + ": ") + message;
  }

  @Override
  public String toString() {
    return text();
  }
}
