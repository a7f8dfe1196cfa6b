package io.vpcmesh.cloud.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.rules.RuleCase;
import io.vpcmesh.cloud.rules.RuleCases;
import io.vpcmesh.cloud.rules.Stage;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule is kept, and its scenario notices when it is not. */
class RulesTest {

  @Test
  void everyRuleHasOneCase() {
    assertThat(RuleCases.all())
        .extracting(RuleCase::rule)
        .containsExactlyInAnyOrderElementsOf(Rule.all());
  }

  @Test
  void everyRuleHasAnIdOfItsOwn() {
    assertThat(Rule.all()).extracting(Rule::id).doesNotHaveDuplicates();
  }

  @TestFactory
  Stream<DynamicTest> ruleInForceIsKept() {
    return RuleCases.all().stream()
        .map(each -> dynamicTest(each.toString(), () -> play(each, each.settings())));
  }

  @TestFactory
  Stream<DynamicTest> ruleSwitchedOffIsMissed() {
    return RuleCases.all().stream().map(each -> dynamicTest(each.toString(), () -> missed(each)));
  }

  private static void missed(RuleCase ruleCase) {
    Settings without = ruleCase.settings().without(ruleCase.rule());

    Throwable noticed = catchThrowable(() -> play(ruleCase, without));

    assertThat(noticed)
        .as("the scenario notices that %s is off", ruleCase.rule().id())
        .isInstanceOfAny(AssertionError.class, AwsException.class);
  }

  private static void play(RuleCase ruleCase, Settings settings) {
    ruleCase.scenario().play(new Stage(SimulatedCloudUnderTest.with(settings)));
  }
}
