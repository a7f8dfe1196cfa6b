package io.vpcmesh.manifest;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;

/** The kinds of document that are read. */
enum DocumentKind {
  MESH("vpcmesh.io/v1alpha1", "ServiceMesh"),
  ENDPOINT("vpcmesh.io/v1alpha1", "ServiceEndpoint"),
  NAMESPACE("v1", "Namespace"),
  LIST("v1", "List");

  final String apiVersion;
  final String kind;

  DocumentKind(String apiVersion, String kind) {
    this.apiVersion = apiVersion;
    this.kind = kind;
  }

  /** What stands before the version; the kinds that Kubernetes began with have nothing there. */
  static String group(String apiVersion) {
    return apiVersion.substring(0, Math.max(0, apiVersion.lastIndexOf('/')));
  }

  String group() {
    return group(apiVersion);
  }

  boolean hasGroup() {
    return !group().isEmpty();
  }

  static ImmutableList<String> names() {
    return Arrays.stream(values()).map(kind -> kind.kind).collect(ImmutableList.toImmutableList());
  }
}
