package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Who the Cloud Map namespace belongs to. */
public enum Ownership {
  /** The mesh creates it and deletes it. */
  @JsonProperty("Managed")
  MANAGED,

  /** It exists already and is never deleted. */
  @JsonProperty("Adopted")
  ADOPTED,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
