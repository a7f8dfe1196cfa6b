package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Which DNS records stand for an endpoint. */
public enum DnsRecords {
  /** An own address gives A, a shared address gives SRV. */
  @JsonProperty("Auto")
  AUTO,

  @JsonProperty("A")
  A,

  @JsonProperty("AAAA")
  AAAA,

  @JsonProperty("AAndAAAA")
  A_AND_AAAA,

  /** One Cloud Map service per port. */
  @JsonProperty("SRV")
  SRV,

  /** Instances are registered, but have no DNS record. */
  @JsonProperty("ApiOnly")
  API_ONLY,

  /** Nothing is registered. */
  @JsonProperty("None")
  NONE,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
