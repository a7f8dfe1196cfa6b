package io.vpcmesh.manifest;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import java.util.Optional;

/** One document of a manifest file: a resource that may be used, or what is wrong with it. */
public sealed interface ManifestDocument {

  /** The line on which it begins. */
  int line();

  /** Its faults; only a broken document has any. */
  default ImmutableList<ManifestProblem> problems() {
    return ImmutableList.of();
  }

  /** The same with its first fault alone. */
  default ManifestDocument inShort() {
    return this;
  }

  /** A mesh that keeps to the schema. */
  record Mesh(ManifestMetadata metadata, int line, ServiceMeshSpec spec)
      implements ManifestDocument {}

  /** An endpoint that keeps to the schema. */
  record Endpoint(ManifestMetadata metadata, int line, ServiceEndpointSpec spec)
      implements ManifestDocument {}

  /** A Kubernetes namespace, of which only the labels count. */
  record Namespace(String name, int line, ImmutableMap<String, String> labels)
      implements ManifestDocument {}

  /**
   * A document that must not be used.
   *
   * <p>Kind, namespace and name are there as far as they can be read, so that what an earlier
   * version of the file said of that resource can stay in force. When none is there, any resource
   * of the file may be meant.
   */
  record Broken(
      Optional<String> kind,
      Optional<String> namespace,
      Optional<String> name,
      int line,
      ImmutableList<ManifestProblem> problems)
      implements ManifestDocument {

    @Override
    public ManifestDocument inShort() {
      return new Broken(
          kind,
          namespace,
          name,
          line,
          problems.stream().limit(1).collect(ImmutableList.toImmutableList()));
    }
  }
}
