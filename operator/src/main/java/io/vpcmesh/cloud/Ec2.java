package io.vpcmesh.cloud;

import com.google.common.collect.ImmutableSet;

/** Amazon EC2, as far as it is about networks; as strict about calls as {@link CloudMap}. */
public interface Ec2 {

  /**
   * Those of these VPCs, at most 200, that the account has in the Region: DescribeVpcs, filtered by
   * {@code vpc-id}.
   */
  ImmutableSet<String> describeVpcs(ImmutableSet<String> ids);
}
