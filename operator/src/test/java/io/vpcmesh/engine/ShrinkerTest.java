package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is left of a plan when all is taken out that has no part in a failure. */
class ShrinkerTest {

  private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

  @Test
  void whatFailsTogetherIsAllThatIsLeft() {
    List<Integer> left =
        Shrinker.shrink(HUNDRED, some -> some.containsAll(ImmutableList.of(3, 42, 97)));

    assertThat(left).containsExactly(3, 42, 97);
  }

  @Test
  void whatFailsByItselfNeedsNothing() {
    assertThat(Shrinker.shrink(HUNDRED, _ -> true)).isEmpty();
  }

  @Test
  void whatFailsOnlyAsAWholeStaysWhole() {
    assertThat(Shrinker.shrink(HUNDRED, some -> some.size() == HUNDRED.size())).isEqualTo(HUNDRED);
  }
}
