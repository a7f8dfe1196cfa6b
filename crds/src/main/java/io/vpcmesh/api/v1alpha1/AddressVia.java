package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** By which way an address is reached. */
public enum AddressVia {
  /** The name resolves in the VPC. */
  @JsonProperty("Dns")
  DNS,

  /** The instances are found by the DiscoverInstances call. */
  @JsonProperty("Api")
  API,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
