package io.vpcmesh.model;

import java.util.Optional;

/**
 * Where in AWS something is done, and as whom.
 *
 * @param role to assume; empty: our own credentials
 */
public record Place(String region, Optional<RoleArn> role) {

  /** That Region with our own credentials. */
  public static Place of(String region) {
    return new Place(region, Optional.empty());
  }

  /** The same Region, as that role. */
  public Place as(RoleArn other) {
    return new Place(region, Optional.of(other));
  }

  @Override
  public String toString() {
    return role.map(arn -> region + " as " + arn).orElse(region);
  }
}
