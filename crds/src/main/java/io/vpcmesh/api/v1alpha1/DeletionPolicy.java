package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of the AWS objects when an endpoint is deleted. */
public enum DeletionPolicy {
  /** They go with it. */
  @JsonProperty("Delete")
  DELETE,

  /** They stay as they are. */
  @JsonProperty("Retain")
  RETAIN,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
