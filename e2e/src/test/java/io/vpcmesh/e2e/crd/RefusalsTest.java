package io.vpcmesh.e2e.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import io.vpcmesh.e2e.plane.EndToEnd;
import io.vpcmesh.e2e.plane.Kubectl;
import io.vpcmesh.process.Told;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of the definitions refuses what it should, in words that help, and nothing else. */
@EndToEnd
@TestInstance(Lifecycle.PER_CLASS)
class RefusalsTest {

  private final Installed installed;

  RefusalsTest(Kubectl kubectl) throws IOException {
    this.installed = Installed.in("refusals", kubectl);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theRuleRefusesOneAndAcceptsTheOther(RefusedCase it) throws IOException {
    List<Told> answers = new ArrayList<>();
    for (JsonNode object : it.applied()) {
      answers.add(installed.apply(object));
    }

    assertThat(answers).as(it.name()).isEqualTo(it.answers());
  }

  static ImmutableList<RefusedCase> cases() throws IOException {
    return RefusedCase.all();
  }

  @AfterEach
  void deleteWhatWasAccepted() throws IOException {
    installed.output("delete", "mesh,mdep", "--all");
  }
}
