package io.vpcmesh.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.Backend;
import io.vpcmesh.api.v1alpha1.CloudMapNamespace;
import io.vpcmesh.api.v1alpha1.DeletionPolicy;
import io.vpcmesh.api.v1alpha1.EndpointPort;
import io.vpcmesh.api.v1alpha1.MeshAws;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.MeshRef;
import io.vpcmesh.api.v1alpha1.NamespaceType;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.api.v1alpha1.PortProtocol;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.api.v1alpha1.StaticAddress;
import io.vpcmesh.api.v1alpha1.StaticBackend;
import io.vpcmesh.api.v1alpha1.TargetPort;
import io.vpcmesh.api.v1alpha1.Vpc;
import io.vpcmesh.model.ObjectRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {
  private static final ManifestReader READER = new ManifestReader();

  @Test
  void aFileHoldsSeveralDocuments() {
    ManifestFile file =
        READER.read(
            "shop.yaml",
            """
            # the whole shop
            ---
            apiVersion: vpcmesh.io/v1alpha1
            kind: ServiceMesh
            metadata: {name: shop, namespace: platform, labels: {team: shop}}
            spec:
              aws: {region: eu-west-1, vpcs: [{id: vpc-0a, primary: true}]}
              namespace: {name: shop.internal}
            ---
            apiVersion: vpcmesh.io/v1alpha1
            kind: ServiceEndpoint
            metadata:
              name: orders
              annotations: {note: "1"}
            spec:
              meshRef: {name: shop, namespace: platform}
              ports:
              - {name: http, port: 80, targetPort: 8080, protocol: Http}
              - {name: admin, port: 81, targetPort: admin}
              backend:
                static:
                  addresses: [{ip: 10.0.1.4, port: 8080}]
            ---
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {mesh: shop}}
            """);

    assertThat(file)
        .isEqualTo(
            new ManifestFile(
                "shop.yaml",
                ImmutableList.of(
                    new ManifestDocument.Mesh(
                        new ManifestMetadata(
                            new ObjectRef("platform", "shop"),
                            ImmutableMap.of("team", "shop"),
                            ImmutableMap.of()),
                        3,
                        new ServiceMeshSpec(
                            MeshMode.ENFORCE,
                            new MeshAws(
                                "eu-west-1",
                                null,
                                null,
                                List.of(new Vpc("vpc-0a", true)),
                                Map.of()),
                            new CloudMapNamespace(
                                "shop.internal", NamespaceType.DNS_PRIVATE, Ownership.MANAGED),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            List.of(),
                            5)),
                    new ManifestDocument.Endpoint(
                        new ManifestMetadata(
                            new ObjectRef("default", "orders"),
                            ImmutableMap.of(),
                            ImmutableMap.of("note", "1")),
                        10,
                        orders()),
                    new ManifestDocument.Namespace("shop", 25, ImmutableMap.of("mesh", "shop")))));
    assertThat(file.problems()).isEmpty();
  }

  private static ServiceEndpointSpec orders() {
    return new ServiceEndpointSpec(
        new MeshRef("shop", "platform"),
        null,
        DeletionPolicy.DELETE,
        List.of(
            new EndpointPort("http", 80, new TargetPort.ByNumber(8080), PortProtocol.HTTP),
            new EndpointPort("admin", 81, new TargetPort.ByName("admin"), PortProtocol.TCP)),
        new Backend(null, new StaticBackend(List.of(new StaticAddress("10.0.1.4", 8080, null)))),
        null,
        List.of(),
        null,
        null,
        null,
        null);
  }

  @Test
  void nothingIsReadFromNothing() {
    assertThat(READER.read("a.yaml", "").documents()).isEmpty();
    assertThat(READER.read("a.yaml", "\uFEFF%YAML 1.2\n# later\n---\n\n--- # soon\n").documents())
        .isEmpty();
  }

  @Test
  void whatKubectlPrintsCanBeReadBack() {
    ManifestFile file =
        READER.read(
            "out.yaml",
            """
            apiVersion: v1
            kind: List
            metadata:
              resourceVersion: ""
            items:
            - apiVersion: vpcmesh.io/v1alpha1
              kind: ServiceEndpoint
              metadata:
                name: web
                namespace: shop
                uid: 5d1c
                resourceVersion: "17"
                generation: 3
                creationTimestamp: "2026-01-01T00:00:00Z"
                finalizers: [vpcmesh.io/cleanup]
                managedFields: [{manager: kubectl}]
              spec:
                meshRef: {name: shop}
                deletionPolicy: Delete
              status:
                phase: Completed
                fieldOfLater: 1
            - apiVersion: v1
              kind: Namespace
              metadata: {name: shop, labels: null}
              spec: {finalizers: [kubernetes]}
              status: {phase: Active}
            """);

    assertThat(file.problems()).isEmpty();
    assertThat(file.documents()).extracting(ManifestDocument::line).containsExactly(6, 23);
  }

  @Test
  void jsonIsYaml() {
    String json =
        """
        {"apiVersion": "v1", "kind": "Namespace",
         "metadata": {"name": "shop", "labels": {"a": "\\u0062"}}}
        """;

    assertThat(READER.read("ns.json", json).documents())
        .containsExactly(new ManifestDocument.Namespace("shop", 1, ImmutableMap.of("a", "b")));
  }

  @Test
  void aBrokenDocumentLeavesTheOthersReadable() {
    ManifestFile file =
        READER.read(
            "shop.yaml",
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: one}
            ---
            apiVersion: v1
            kind: "Namespace
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: three}
            """);

    assertThat(file.documents())
        .containsExactly(
            new ManifestDocument.Namespace("one", 1, ImmutableMap.of()),
            new ManifestDocument.Broken(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                6,
                ImmutableList.of(
                    new ManifestProblem(
                        "shop.yaml", 6, "", "is no valid YAML: found unexpected end of stream"))),
            new ManifestDocument.Namespace("three", 8, ImmutableMap.of()));
  }

  @Test
  void aBrokenDocumentTellsWhichResourceItMeans() {
    ManifestFile file =
        READER.read(
            "orders.yaml",
            """
            apiVersion: vpcmesh.io/v1alpha1
            kind: ServiceEndpoint
            metadata: {name: orders, namespace: shop}
            spec: {}
            """);

    assertThat(file.documents())
        .containsExactly(
            new ManifestDocument.Broken(
                Optional.of("ServiceEndpoint"),
                Optional.of("shop"),
                Optional.of("orders"),
                1,
                ImmutableList.of(
                    new ManifestProblem(
                        "orders.yaml", 4, "spec.meshRef", "is required and missing"))));
  }

  @ParameterizedTest
  @CsvSource({
    "v1, Service",
    "v1, ServiceAccount",
    "v1, ConfigMap",
    "apps/v1, Deployment",
    "kuma.io/v1alpha1, Mesh",
    "monitoring.coreos.com/v1, ServiceMonitor"
  })
  void whatIsOfOthersIsPassedOver(String apiVersion, String kind) {
    String manifest =
        """
        apiVersion: %s
        kind: %s
        metadata: {name: orders}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop}
        """
            .formatted(apiVersion, kind);

    assertThat(READER.read("shop.yaml", manifest).documents())
        .containsExactly(new ManifestDocument.Namespace("shop", 5, ImmutableMap.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "vpcmesh.io/v1alpha1, Mesh",
    "vpcmehs.io/v1alpha1, ServiceEndpont",
    "vpcmesh.io/v2, ServiceEndpoint",
    "v1, Namespce",
    "v2, List"
  })
  void whatIsMeantToBeOursIsNot(String apiVersion, String kind) {
    String manifest =
        """
        apiVersion: %s
        kind: %s
        metadata: {name: orders}
        """
            .formatted(apiVersion, kind);

    assertThat(READER.read("shop.yaml", manifest).problems()).hasSize(1);
  }

  @Test
  void aListIsReadItemByItem() {
    ManifestFile file =
        READER.read(
            "list.yaml",
            """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: Namespace
              metadata: {name: one, name: two}
            - apiVersion: v1
              kind: Namespace
              metadata: {name: three}
            - kind: Namespace
              metadata: {name: four}
            """);

    assertThat(file.problems())
        .extracting(ManifestProblem::text)
        .containsExactly(
            "list.yaml:6: items[0].metadata.name: is here twice; remove one of them",
            "list.yaml:10: items[2].apiVersion: is required and missing");
    assertThat(file.documents())
        .contains(new ManifestDocument.Namespace("three", 7, ImmutableMap.of()));
  }
}
