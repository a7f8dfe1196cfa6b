package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** The kind of Cloud Map namespace; it cannot be changed later. */
public enum NamespaceType {
  /** Names resolve inside the VPC, and by API. */
  @JsonProperty("DnsPrivate")
  DNS_PRIVATE,

  /** Instances are found by API only. */
  @JsonProperty("Http")
  HTTP,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
