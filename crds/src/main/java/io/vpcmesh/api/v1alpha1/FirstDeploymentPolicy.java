package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a first deployment that fails. */
public enum FirstDeploymentPolicy {
  /** What was added is taken out. */
  @JsonProperty("Withdraw")
  WITHDRAW,

  /** It stays as far as it came. */
  @JsonProperty("Keep")
  KEEP,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
