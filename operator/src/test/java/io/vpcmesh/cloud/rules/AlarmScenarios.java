package io.vpcmesh.cloud.rules;

import static io.vpcmesh.cloud.rules.Stage.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.cloud.simulated.AlarmRule;
import io.vpcmesh.cloud.simulated.Latencies;
import io.vpcmesh.cloud.simulated.Limits;
import io.vpcmesh.cloud.simulated.Rate;
import io.vpcmesh.model.AlarmState;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import java.time.Duration;

/** What is told of alarms. */
final class AlarmScenarios {

  private static final Alarm ERRORS = new Alarm("errors", AlarmState.ALARM);
  private static final Alarm LATENCY = new Alarm("Latency of /orders, p99", AlarmState.OK);
  private static final Alarm IDLE = new Alarm("idle", AlarmState.INSUFFICIENT_DATA);

  private AlarmScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.of(AlarmRule.FILTERED, AlarmScenarios::onlyWhatWasAskedFor),
        RuleCase.of(AlarmRule.UNKNOWN_LEFT_OUT, AlarmScenarios::unknownAlarm),
        RuleCase.of(AlarmRule.STATE_SHOWN, AlarmScenarios::everyState),
        RuleCase.of(AlarmRule.COMPOSITE_SHOWN, AlarmScenarios::alarmOfAlarms),
        RuleCase.under(
            settings ->
                settings.withLatencies(Latencies.none().withListingLag(Duration.ofSeconds(3))),
            AlarmRule.READS_LAG,
            AlarmScenarios::newStateIsShownLater),
        RuleCase.under(
            settings ->
                settings.withLimits(
                    Limits.unlimited().with(AwsAction.DESCRIBE_ALARMS, new Rate(2, 1))),
            AlarmRule.THROTTLED,
            AlarmScenarios::tooManyCalls));
  }

  private static void onlyWhatWasAskedFor(Stage stage) {
    set(stage, ERRORS, LATENCY);

    assertThat(described(stage, "errors")).containsExactly(ERRORS);
    assertThat(described(stage, "errors", LATENCY.name()))
        .containsExactlyInAnyOrder(ERRORS, LATENCY);
  }

  private static void unknownAlarm(Stage stage) {
    set(stage, ERRORS);

    assertThat(described(stage, "errors", "nobody's")).containsExactly(ERRORS);
    assertThat(described(stage, "nobody's")).isEmpty();
  }

  private static void everyState(Stage stage) {
    set(stage, ERRORS, LATENCY, IDLE);

    assertThat(described(stage, ERRORS.name(), LATENCY.name(), IDLE.name()))
        .containsExactlyInAnyOrder(ERRORS, LATENCY, IDLE);
  }

  private static void alarmOfAlarms(Stage stage) {
    Alarm shop = new Alarm("shop", AlarmState.ALARM);
    set(stage, ERRORS);
    stage.cloud().compositeAlarm(shop);
    stage.pass(Stage.PROPAGATION);

    assertThat(described(stage, "errors", "shop")).containsExactlyInAnyOrder(ERRORS, shop);
  }

  private static void newStateIsShownLater(Stage stage) {
    stage.cloud().alarm(new Alarm("errors", AlarmState.OK));
    stage.pass(Duration.ofSeconds(4));
    stage.cloud().alarm(ERRORS);

    assertThat(described(stage, "errors")).containsExactly(new Alarm("errors", AlarmState.OK));
    stage.pass(Duration.ofSeconds(4));
    assertThat(described(stage, "errors")).containsExactly(ERRORS);
  }

  private static void tooManyCalls(Stage stage) {
    described(stage, "errors");
    described(stage, "errors");

    refused(AwsFailure.Throttled.class, "Throttling", () -> described(stage, "errors"));
  }

  private static void set(Stage stage, Alarm... alarms) {
    ImmutableList.copyOf(alarms).forEach(stage.cloud()::alarm);
    stage.pass(Stage.PROPAGATION);
  }

  private static ImmutableList<Alarm> described(Stage stage, String... names) {
    return Stage.all(
        token -> stage.cloud().cloudWatch().describeAlarms(ImmutableSet.copyOf(names), token));
  }
}
