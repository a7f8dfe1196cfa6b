package io.vpcmesh.topology;

/** How firmly an endpoint has a service name; who has it more firmly keeps it from others. */
public enum NameHold {
  /** It has the service in AWS. */
  EXISTING,
  /** It wrote down that it is about to create the service. */
  ANNOUNCED,
  /** It declares the name, and nothing more. */
  DECLARED
}
