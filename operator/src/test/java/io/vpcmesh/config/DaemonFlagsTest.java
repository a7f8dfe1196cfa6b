package io.vpcmesh.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;

class DaemonFlagsTest {

  @Command
  private static final class Daemon {
    @Mixin private DaemonFlags flags;
  }

  /** Whatever VPCMESH_PRUNE says. */
  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void theFlagAlwaysTurnsPruningOn(String environment) {
    Daemon daemon = new Daemon();
    IDefaultValueProvider defaults =
        argument ->
            argument instanceof OptionSpec option && option.longestName().equals("--prune")
                ? environment
                : null;

    new CommandLine(daemon)
        .setDefaultValueProvider(defaults)
        .parseArgs("--manifests", "manifests", "--prune");

    assertThat(daemon.flags.config().prune()).isTrue();
  }
}
