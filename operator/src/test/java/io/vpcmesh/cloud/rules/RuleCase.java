package io.vpcmesh.cloud.rules;

import io.vpcmesh.cloud.simulated.Limits;
import io.vpcmesh.cloud.simulated.Rule;
import io.vpcmesh.cloud.simulated.Settings;
import java.util.function.UnaryOperator;

/**
 * A rule and the scenario that shows it.
 *
 * @param portable any cloud can play it; otherwise it needs a simulated one with special settings
 * @param settings those of the simulated cloud
 */
public record RuleCase(Rule rule, boolean portable, Settings settings, Scenario scenario) {

  private static final Settings USUAL = Settings.defaults().withLimits(Limits.unlimited());

  static RuleCase of(Rule rule, Scenario scenario) {
    return new RuleCase(rule, true, USUAL, scenario);
  }

  /** A case that shows itself only under these settings. */
  static RuleCase under(UnaryOperator<Settings> settings, Rule rule, Scenario scenario) {
    return new RuleCase(rule, false, settings.apply(USUAL), scenario);
  }

  @Override
  public String toString() {
    return rule.id() + " " + rule.text();
  }
}
