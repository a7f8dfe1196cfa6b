package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What a deployment changes. */
public enum TargetKind {
  /** A mesh. */
  @JsonProperty("ServiceMesh")
  SERVICE_MESH,

  /** An endpoint. */
  @JsonProperty("ServiceEndpoint")
  SERVICE_ENDPOINT,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
