package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What the circuit breaker of a deployment does. */
public enum BreakerState {
  /** It is not there. */
  @JsonProperty("Disabled")
  DISABLED,

  /** It counts. */
  @JsonProperty("Monitoring")
  MONITORING,

  /** The change is being taken back, or was. */
  @JsonProperty("Triggered")
  TRIGGERED,

  /** The change is good. */
  @JsonProperty("MonitoringComplete")
  MONITORING_COMPLETE,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
