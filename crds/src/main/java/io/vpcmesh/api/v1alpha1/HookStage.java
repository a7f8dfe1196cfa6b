package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** When a hook is asked. */
public enum HookStage {
  /** Before anything is touched. */
  @JsonProperty("BeforeDeployment")
  BEFORE_DEPLOYMENT,

  /** After each step. */
  @JsonProperty("AfterStep")
  AFTER_STEP,

  /** When the bake is over. */
  @JsonProperty("AfterBake")
  AFTER_BAKE,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
