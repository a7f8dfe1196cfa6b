package io.vpcmesh.model;

/** The health of an instance as Cloud Map spells it. */
public enum HealthStatus {
  HEALTHY,
  UNHEALTHY
}
