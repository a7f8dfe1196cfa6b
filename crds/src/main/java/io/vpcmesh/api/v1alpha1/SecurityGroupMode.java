package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the operator keeps security groups. */
public enum SecurityGroupMode {
  /** One for each endpoint. */
  @JsonProperty("PerService")
  PER_SERVICE,

  /** None. */
  @JsonProperty("Unmanaged")
  UNMANAGED,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
