package io.vpcmesh.model;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;

/**
 * Where whoever runs this program lets it act. Roles are exact and none is allowed by default: who
 * declares a mesh must not be able to make us act as whatever trusts us.
 *
 * @param regions empty: all
 * @param roles that may be assumed
 */
public record Reach(ImmutableSet<String> regions, ImmutableSet<RoleArn> roles) {

  /** Every Region, and our own credentials alone. */
  public static final Reach DEFAULT = new Reach(ImmutableSet.of(), ImmutableSet.of());

  /** Why nothing may be done at that place, if so, with the way out. */
  public Optional<Problem> objection(Place place) {
    if (!regions.isEmpty() && !regions.contains(place.region())) {
      return Optional.of(
          new Problem(
              Reason.RegionNotAllowed,
              "Region %s is not among those that this operator may act in (%s): nothing is read or written there; start it with --region %s as well, or leave the mesh to the operator of that Region"
                  .formatted(place.region(), String.join(", ", regions), place.region())));
    }
    return place.role().filter(role -> !roles.contains(role)).map(Reach::forbidden);
  }

  private static Problem forbidden(RoleArn role) {
    return new Problem(
        Reason.RoleNotAllowed,
        "role %s may not be assumed: nothing is read or written with it; start the operator with --allowed-role %s, or change spec.aws.assumeRoleArn"
            .formatted(role, role));
  }
}
