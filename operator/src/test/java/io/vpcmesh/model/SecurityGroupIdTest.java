package io.vpcmesh.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SecurityGroupIdTest {

  @Test
  void idsOfOneKindAreNotThoseOfAnother() {
    assertThat(new SecurityGroupId("sg-0a1b2c3d4e5f60718")).hasToString("sg-0a1b2c3d4e5f60718");
    assertThat(new SecurityGroupRuleId("sgr-0a1b2c3d")).hasToString("sgr-0a1b2c3d");
    assertThat(new PrefixListId("pl-0a1b2c3d")).hasToString("pl-0a1b2c3d");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SecurityGroupId("sgr-0a1b2c3d"))
        .withMessage(
            "a security group id is sg- and 8 to 17 hexadecimal digits, got 'sgr-0a1b2c3d'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SecurityGroupRuleId("sg-0a1b2c3d"))
        .withMessage(
            "a security group rule id is sgr- and 8 to 17 hexadecimal digits, got 'sg-0a1b2c3d'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PrefixListId("pl-global"))
        .withMessage("a prefix list id is pl- and 8 to 17 hexadecimal digits, got 'pl-global'");
  }
}
