package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** The three values of a condition; what cannot be read counts as Unknown. */
public enum ConditionStatus {
  @JsonProperty("True")
  TRUE,

  @JsonProperty("False")
  FALSE,

  @JsonProperty("Unknown")
  @JsonEnumDefaultValue
  UNKNOWN
}
