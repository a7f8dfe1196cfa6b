package io.vpcmesh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.Reach;
import io.vpcmesh.model.RoleArn;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ReachFlagsTest {

  private static final String SHOP = "arn:aws:iam::111122223333:role/shop";
  private static final String BANK = "arn:aws:iam::444455556666:role/bank,eu";

  @Test
  void nothingIsAllowedThatNobodyAllowed() {
    assertThat(reach()).isEqualTo(Reach.DEFAULT);
    assertThat(reach("--region", "", "--allowed-role", "")).isEqualTo(Reach.DEFAULT);
  }

  @Test
  void rolesComeOneByOneOrSeparatedByCommas() {
    Reach both =
        new Reach(
            ImmutableSet.of("eu-west-1", "eu-west-2"),
            ImmutableSet.of(new RoleArn(SHOP), new RoleArn(BANK)));

    assertThat(
            reach(
                "--region",
                "eu-west-1",
                "--region",
                "eu-west-2",
                "--allowed-role",
                SHOP,
                "--allowed-role",
                BANK))
        .isEqualTo(both);
    assertThat(reach("--region", "eu-west-1,eu-west-2", "--allowed-role", SHOP + "," + BANK))
        .isEqualTo(both);
  }

  @Test
  void whatIsNoneIsRefusedWithTheNameOfItsFlag() {
    assertThatThrownBy(() -> reach("--region", "Ireland"))
        .hasMessage("--region is an AWS Region such as eu-west-1, not 'Ireland'");
    assertThatThrownBy(() -> reach("--allowed-role", "arn:aws:iam::111122223333:role/*"))
        .hasMessage(
            "--allowed-role is the ARN of one role such as arn:aws:iam::123456789012:role/vpcmesh, not 'arn:aws:iam::111122223333:role/*'");
  }

  private static Reach reach(String... arguments) {
    Asked asked = new Asked();
    new CommandLine(asked).parseArgs(arguments);
    return asked.flags.reach();
  }

  @Command
  private static final class Asked {
    @Mixin private ReachFlags flags;
  }
}
