package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the declared clients are the only ones. */
public enum Enforcement {
  /** They are. */
  @JsonProperty("Enforce")
  ENFORCE,

  /** All endpoints of the mesh reach each other. */
  @JsonProperty("Audit")
  AUDIT,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
