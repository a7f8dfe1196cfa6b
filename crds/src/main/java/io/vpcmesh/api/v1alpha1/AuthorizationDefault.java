package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Who may call an endpoint that names no clients. */
public enum AuthorizationDefault {
  /** Nobody. */
  @JsonProperty("Deny")
  DENY,

  /** Every endpoint of its mesh. */
  @JsonProperty("Allow")
  ALLOW,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
