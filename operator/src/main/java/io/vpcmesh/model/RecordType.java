package io.vpcmesh.model;

/** The DNS record types that a Cloud Map service of ours can have. */
public enum RecordType {
  A,
  AAAA,
  SRV
}
