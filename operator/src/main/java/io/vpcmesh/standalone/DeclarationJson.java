package io.vpcmesh.standalone;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.vpcmesh.standalone.directory.Declaration;

/** A declaration says what it is, as a manifest does. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Declaration.Mesh.class, name = "ServiceMesh"),
  @JsonSubTypes.Type(value = Declaration.Endpoint.class, name = "ServiceEndpoint"),
  @JsonSubTypes.Type(value = Declaration.Namespace.class, name = "Namespace")
})
interface DeclarationJson {}
