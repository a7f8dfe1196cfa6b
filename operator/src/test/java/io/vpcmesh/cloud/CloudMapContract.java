package io.vpcmesh.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.rules.CloudUnderTest;
import io.vpcmesh.cloud.rules.RuleCase;
import io.vpcmesh.cloud.rules.RuleCases;
import io.vpcmesh.cloud.rules.Stage;
import io.vpcmesh.cloud.simulated.Rule;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Puts an implementation of the ports through every case that needs no special settings. Where the
 * list of rules says that the server behind it does not keep a rule, the case must fail: so a
 * difference is tried, not skipped, and a verdict that is out of date shows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class CloudMapContract {

  private int asAws;
  private int different;

  /** What is put through the cases, for the closing line. */
  protected abstract String name();

  /** An empty account; called once per case. */
  protected abstract CloudUnderTest fresh();

  /** Rules that the server is known not to keep, seen through these ports. */
  protected abstract ImmutableSet<Rule> notKept();

  @TestFactory
  Stream<DynamicTest> behavesAsTheListOfRulesSays() {
    return RuleCases.portable().stream()
        .map(ruleCase -> dynamicTest(title(ruleCase), () -> check(ruleCase)));
  }

  private String title(RuleCase ruleCase) {
    return ruleCase + (notKept().contains(ruleCase.rule()) ? " (differs, as listed)" : "");
  }

  private void check(RuleCase ruleCase) {
    Stage stage = new Stage(fresh());
    if (notKept().contains(ruleCase.rule())) {
      Throwable noticed = Assertions.catchThrowable(() -> ruleCase.scenario().play(stage));
      assertThat(noticed)
          .as("%s keeps a rule that the list says it does not keep", name())
          .isInstanceOfAny(AssertionError.class, AwsException.class);
      different++;
    } else {
      ruleCase.scenario().play(stage);
      asAws++;
    }
  }

  @AfterAll
  void tellHowManyCasesRan() {
    int cases = RuleCases.portable().size();
    System.out.printf(
        "Cloud Map contract: %s: %d of %d cases ran, %d as AWS, %d different as listed%n",
        name(), asAws + different, cases, asAws, different);
    System.out.flush();
  }
}
