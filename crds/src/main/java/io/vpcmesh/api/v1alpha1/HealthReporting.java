package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the health of instances is told to Cloud Map. */
public enum HealthReporting {
  /** Readiness becomes the custom health status. */
  @JsonProperty("Custom")
  CUSTOM,

  /** Cloud Map holds every instance for healthy. */
  @JsonProperty("None")
  NONE,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
