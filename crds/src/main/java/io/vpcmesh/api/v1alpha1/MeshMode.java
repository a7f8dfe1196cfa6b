package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the operator acts or only says what it would do. */
public enum MeshMode {
  /** Changes are made. */
  @JsonProperty("Enforce")
  ENFORCE,

  /** Nothing is written to AWS; the planned changes stand in the status. */
  @JsonProperty("Observe")
  OBSERVE,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
