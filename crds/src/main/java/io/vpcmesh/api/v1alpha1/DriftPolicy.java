package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of rules of the operator that somebody else changed. */
public enum DriftPolicy {
  /** They are put right. */
  @JsonProperty("Revert")
  REVERT,

  /** They are left as they are, and the endpoint's condition names them. */
  @JsonProperty("Report")
  REPORT,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
