package io.vpcmesh.standalone.directory;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Manifests that tests write into a directory. */
final class Manifests {

  private Manifests() {}

  static String endpoint(String name, String... addresses) {
    return """
    apiVersion: vpcmesh.io/v1alpha1
    kind: ServiceEndpoint
    metadata:
      name: %s
      namespace: shop
    spec:
      meshRef:
        name: shop
      ports:
      - name: http
        port: 80
      backend:
        static:
          addresses:
    %s
    """
        .formatted(
            name,
            Arrays.stream(addresses)
                .map("      - ip: %s"::formatted)
                .collect(Collectors.joining("\n")));
  }

  static String mesh() {
    return """
    apiVersion: vpcmesh.io/v1alpha1
    kind: ServiceMesh
    metadata:
      name: shop
      namespace: shop
    spec:
      aws:
        region: eu-west-1
        vpcs:
        - id: vpc-0a1b2c3d
          primary: true
      namespace:
        name: shop.internal
    """;
  }

  static String namespace(String name, String label) {
    return """
    apiVersion: v1
    kind: Namespace
    metadata:
      name: %s
      labels:
        %s
    """
        .formatted(name, label);
  }

  static String both(String one, String other) {
    return one + "---\n" + other;
  }
}
