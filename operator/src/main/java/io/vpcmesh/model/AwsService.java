package io.vpcmesh.model;

/** The services of AWS that the operator calls, called as in policies. */
public enum AwsService {
  CLOUDWATCH,
  EC2,
  SERVICEDISCOVERY,
  STS
}
