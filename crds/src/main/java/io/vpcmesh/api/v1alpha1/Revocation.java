package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** When a client that is no longer named loses its access. */
public enum Revocation {
  /** With the deployment of the change, and a rollback gives it back. */
  @JsonProperty("Deployment")
  DEPLOYMENT,

  /** At once, and a rollback does not give it back. */
  @JsonProperty("Immediate")
  IMMEDIATE,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
