package io.vpcmesh.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoleArnTest {

  @Test
  void aRoleTellsItsAccount() {
    assertThat(new RoleArn("arn:aws-us-gov:iam::111122223333:role/a/b/vpcmesh@x").account())
        .isEqualTo("111122223333");
  }

  @Test
  void nothingElseIsOne() {
    assertThat(RoleArn.isOne(RoleArn.EXAMPLE)).isTrue();
    assertThat(RoleArn.isOne("arn:aws-cn:iam::123456789012:role/vpcmesh")).isTrue();
    assertThat(RoleArn.isOne("arn:aws:iam::123456789012:role/*")).isFalse();
    assertThat(RoleArn.isOne("arn:aws:iam::123456789012:role/")).isFalse();
    assertThat(RoleArn.isOne("arn:aws:iam::12345678901:role/vpcmesh")).isFalse();
    assertThat(RoleArn.isOne("arn:aws:iam::123456789012:user/vpcmesh")).isFalse();
    assertThat(RoleArn.isOne("arn:aws:iam::123456789012:role/vpcmesh\n")).isFalse();
  }
}
