package io.vpcmesh.firewall.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.cloud.Ec2;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many histories; {@code -Dhistories=100000} makes it that many. */
class GeneratedChangesTest {

  private static final int HISTORIES = Integer.getInteger("histories", 500);

  @Test
  void noChangeHarmsOthersOrSaysWhatIsNotTrue() {
    Set<Class<?>> outcomes = new HashSet<>();

    for (int seed = 0; seed < HISTORIES; seed++) {
      History history = new History(FirewallApplier::guarded, seed);
      assertThat(history.run()).as("seed %d", seed).isEmpty();
      outcomes.addAll(history.outcomes());
    }

    assertThat(outcomes).containsExactlyInAnyOrder(GroupOutcome.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("open")
  void anOpenGuardIsBlamed(Function<Ec2, FirewallApplier> applier) {
    boolean blamed = false;
    for (int seed = 0; seed < HISTORIES && !blamed; seed++) {
      blamed = !new History(applier, seed).run().isEmpty();
    }

    assertThat(blamed).isTrue();
  }

  static Stream<Named<Function<Ec2, FirewallApplier>>> open() {
    return Stream.of(
        Named.of("ownership", OpenFirewallGuards::withoutProofOfOwnership),
        Named.of("UID", OpenFirewallGuards::withoutProofOfUid),
        Named.of("ceiling", OpenFirewallGuards::withoutCeiling));
  }
}
