package io.vpcmesh.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import org.junit.jupiter.api.Test;

class ReachTest {

  private static final RoleArn SHOP = new RoleArn("arn:aws:iam::111122223333:role/shop");
  private static final RoleArn SHOPPING = new RoleArn("arn:aws:iam::111122223333:role/shopping");
  private static final Place IRELAND = Place.of("eu-west-1");

  @Test
  void byDefaultEveryRegionIsOpenAndNoRole() {
    assertThat(Reach.DEFAULT.objection(IRELAND)).isEmpty();
    assertThat(Reach.DEFAULT.objection(IRELAND.as(SHOP)).map(Problem::reason))
        .contains(Reason.RoleNotAllowed);
  }

  @Test
  void aRoleIsAllowedAsItStandsAndNoOther() {
    Reach reach = new Reach(ImmutableSet.of(), ImmutableSet.of(SHOP));

    assertThat(reach.objection(IRELAND.as(SHOP))).isEmpty();
    assertThat(reach.objection(IRELAND.as(SHOPPING)))
        .contains(
            new Problem(
                Reason.RoleNotAllowed,
                "role arn:aws:iam::111122223333:role/shopping may not be assumed: nothing is read or written with it; start the operator with --allowed-role arn:aws:iam::111122223333:role/shopping, or change spec.aws.assumeRoleArn"));
  }

  @Test
  void aRoleOpensNoRegion() {
    Reach reach = new Reach(ImmutableSet.of("eu-west-1"), ImmutableSet.of(SHOP));

    assertThat(reach.objection(IRELAND.as(SHOP))).isEmpty();
    assertThat(reach.objection(Place.of("eu-west-2").as(SHOP)).map(Problem::message))
        .hasValueSatisfying(message -> assertThat(message).contains("eu-west-2", "--region"));
  }
}
