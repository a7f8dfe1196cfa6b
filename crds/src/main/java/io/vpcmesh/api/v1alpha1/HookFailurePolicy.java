package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What it means when a hook refuses or does not answer. */
public enum HookFailurePolicy {
  /** The change is taken back. */
  @JsonProperty("Trip")
  TRIP,

  /** It is told, and nothing else. */
  @JsonProperty("Ignore")
  IGNORE,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
