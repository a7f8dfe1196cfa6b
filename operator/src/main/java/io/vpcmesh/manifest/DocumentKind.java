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

  static ImmutableList<String> names() {
    return Arrays.stream(values()).map(kind -> kind.kind).collect(ImmutableList.toImmutableList());
  }
}
