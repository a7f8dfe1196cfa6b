package io.vpcmesh.engine;

import io.vpcmesh.engine.requests.Limits;
import io.vpcmesh.firewall.FirewallRules;
import io.vpcmesh.model.Reach;
import io.vpcmesh.registry.PlanRules;
import io.vpcmesh.registry.Quotas;
import java.time.Duration;

/**
 * What an engine is run with.
 *
 * @param installation persisted identity of this installation; part of every mark of ownership
 * @param quotas the account's limits as far as they are forecast
 * @param limits the rates of the account's API calls
 * @param auditEvery how often AWS is compared with what it acknowledged
 * @param observeOnly no write to AWS, whatever the meshes say: plans only
 * @param reach where whoever runs the engine lets it act, and as whom
 * @param rules the safety rules of plans for Cloud Map
 * @param firewall the terms of plans for security groups
 */
public record EngineSettings(
    String installation,
    Quotas quotas,
    Limits limits,
    Duration auditEvery,
    boolean observeOnly,
    Reach reach,
    PlanRules rules,
    Firewall firewall) {

  /**
   * The terms of plans for security groups.
   *
   * @param rulesPerGroup the account's quota of ingress rules of a group, in each address family
   */
  public record Firewall(FirewallRules rules, int rulesPerGroup) {

    /** All rules, and what AWS gives to a new account. */
    public static final Firewall DEFAULT = new Firewall(FirewallRules.ALL, 60);
  }

  /** The settings of a daemon: drift is found within ten minutes. */
  public static EngineSettings of(String installation) {
    return new EngineSettings(
        installation,
        Quotas.DEFAULT,
        Limits.defaults(),
        Duration.ofMinutes(9),
        false,
        Reach.DEFAULT,
        PlanRules.ALL,
        Firewall.DEFAULT);
  }

  /** The same, without writes to AWS. */
  public EngineSettings observing() {
    return new EngineSettings(
        installation, quotas, limits, auditEvery, true, reach, rules, firewall);
  }

  /** The same with other quotas. */
  public EngineSettings quotas(Quotas other) {
    return new EngineSettings(
        installation, other, limits, auditEvery, observeOnly, reach, rules, firewall);
  }

  /** The same with other rates. */
  public EngineSettings limits(Limits other) {
    return new EngineSettings(
        installation, quotas, other, auditEvery, observeOnly, reach, rules, firewall);
  }

  /** The same where others may act. */
  public EngineSettings reaching(Reach other) {
    return new EngineSettings(
        installation, quotas, limits, auditEvery, observeOnly, other, rules, firewall);
  }

  /** The same with other rules. */
  public EngineSettings rules(PlanRules other) {
    return new EngineSettings(
        installation, quotas, limits, auditEvery, observeOnly, reach, other, firewall);
  }

  /** The same with other terms for security groups. */
  public EngineSettings firewall(Firewall other) {
    return new EngineSettings(
        installation, quotas, limits, auditEvery, observeOnly, reach, rules, other);
  }
}
