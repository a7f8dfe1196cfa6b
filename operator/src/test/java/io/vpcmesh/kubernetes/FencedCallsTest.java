package io.vpcmesh.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FencedCallsTest {

  private final Fence fence = new Fence(Duration.ofSeconds(10), () -> 0);
  private final FencedCalls calls = new FencedCalls(fence);
  private final List<AwsAction> made = new ArrayList<>();

  @ParameterizedTest
  @EnumSource
  void whoDoesNotLeadReadsAndWritesNothing(AwsAction action) {
    if (action.mutating()) {
      assertThatThrownBy(() -> make(action))
          .isInstanceOf(AwsException.class)
          .hasMessageContaining("this replica does not lead (any more): nothing is sent");
      assertThat(made).isEmpty();
    } else {
      make(action);
      assertThat(made).containsExactly(action);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoLeadsMakesEveryCall(AwsAction action) {
    fence.renewed(fence.now());

    make(action);

    assertThat(made).containsExactly(action);
  }

  private void make(AwsAction action) {
    calls.run(action, () -> made.add(action));
  }
}
