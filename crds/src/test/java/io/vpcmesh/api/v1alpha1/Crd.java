package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The custom-resource definitions as people install them. */
enum Crd {
  MESH("servicemeshes", ServiceMesh.class),
  ENDPOINT("serviceendpoints", ServiceEndpoint.class),
  DEPLOYMENT("meshdeployments", MeshDeployment.class);

  final String plural;
  final Class<?> type;

  Crd(String plural, Class<?> type) {
    this.plural = plural;
    this.type = type;
  }

  JsonNode yaml() {
    String resource = "/io/vpcmesh/crds/vpcmesh.io_" + plural + ".yaml";
    try (InputStream in = Crd.class.getResourceAsStream(resource)) {
      return new YAMLMapper().readTree(Objects.requireNonNull(in, resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode schemaOf(JsonNode definition) {
    return definition.at("/spec/versions/0/schema/openAPIV3Schema");
  }
}
