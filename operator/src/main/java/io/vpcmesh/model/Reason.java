package io.vpcmesh.model;

/** Why a condition is as it is: the reasons of the API, spelled as in a condition. */
public enum Reason {
  InvalidSpec,
  NameConflict,
  NotAllowedByMesh,
  ReplacementRequired,
  MeshNotFound,
  BackendNotFound,
  RecordTypeMismatch,
  OwnedByAnother,
  NamespaceNotFound,
  NamespaceConflict,
  AccountMismatch,
  RegionNotAllowed,
  RoleNotAllowed,
  VpcNotFound,
  AwsAccessDenied,
  AwsQuotaExceeded,
  AwsThrottled,
  CloudMapError,
  DeletionGateClosed,
  ForeignInstances,
  ForeignRules,
  DriftDetected,
  RuleLimitExceeded,
  SecurityGroupNotFound,
  PrefixListNotFound,
  AddressFamilyMismatch,
  TooWide
}
