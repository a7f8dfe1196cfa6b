package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What is spoken on a port. */
public enum PortProtocol {
  @JsonProperty("Http")
  HTTP,

  @JsonProperty("Http2")
  HTTP2,

  @JsonProperty("Grpc")
  GRPC,

  @JsonProperty("Tcp")
  TCP,

  /** A value that this version does not know; the schema does not hold it. */
  @JsonEnumDefaultValue
  UNKNOWN
}
