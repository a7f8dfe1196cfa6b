package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** How a label expression compares. */
public enum SelectorOperator {
  @JsonProperty("In")
  IN,

  @JsonProperty("NotIn")
  NOT_IN,

  @JsonProperty("Exists")
  EXISTS,

  @JsonProperty("DoesNotExist")
  DOES_NOT_EXIST,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
