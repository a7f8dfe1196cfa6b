package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** How the value of a threshold is meant. */
public enum ThresholdType {
  /** Percent of all, at least min and at most max. */
  @JsonProperty("BoundedPercent")
  BOUNDED_PERCENT,

  /** Percent of all. */
  @JsonProperty("UnboundedPercent")
  UNBOUNDED_PERCENT,

  /** So many, however many there are. */
  @JsonProperty("Count")
  COUNT,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
