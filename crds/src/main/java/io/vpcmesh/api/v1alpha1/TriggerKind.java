package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a deployment began. */
public enum TriggerKind {
  /** Somebody declared something else. */
  @JsonProperty("Apply")
  APPLY,

  /** Somebody asked for what failed to be tried again. */
  @JsonProperty("Retry")
  RETRY,

  /** Somebody asked for an earlier revision. */
  @JsonProperty("Undo")
  UNDO,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
