package io.vpcmesh.topology;

/** Who may call an endpoint that names no clients. */
public enum Access {
  /** Nobody. */
  DENY,
  /** Every endpoint of its mesh. */
  ALLOW
}
