package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What clients are given when no instance is healthy. */
public enum OnAllUnhealthy {
  /** The instances that were healthy last. */
  @JsonProperty("KeepLast")
  KEEP_LAST,

  /** None. */
  @JsonProperty("Empty")
  EMPTY,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
