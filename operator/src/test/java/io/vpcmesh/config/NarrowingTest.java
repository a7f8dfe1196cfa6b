package io.vpcmesh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class NarrowingTest {

  @Test
  void namesComeOneByOneOrSeparatedByCommas() {
    assertThat(named("shop", "bank, farm")).containsExactly("shop", "bank", "farm");
  }

  @Test
  void aVariableThatIsNotSetNarrowsNothing() {
    assertThat(named()).isEmpty();
    assertThat(named("")).isEmpty();
    assertThat(named(" ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "shop,", ",shop", "shop,,bank", " , "})
  void aNameThatGotLostDoesNotWiden(String given) {
    assertThatThrownBy(() -> named(given))
        .hasMessage(
            "--only has an empty item in '%s': write values separated by commas, or leave the flag out for all"
                .formatted(given));
  }

  @Test
  void norDoesOneAmongSeveralFlags() {
    assertThatThrownBy(() -> named("shop", "")).hasMessageContaining("--only has an empty item");
  }

  private static ImmutableSet<String> named(String... given) {
    CommandSpec command = CommandSpec.create();
    new CommandLine(command);
    return Narrowing.of("--only", List.of(given), command);
  }
}
