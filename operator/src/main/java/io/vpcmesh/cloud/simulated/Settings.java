package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableSet;

/**
 * What kind of account and Region the simulated cloud is.
 *
 * @param accountId twelve digits
 * @param seed decides everything random; the same seed and calls give the same ids and orders
 * @param switchedOff the rules that this cloud breaks; empty except in tests of the rules
 */
public record Settings(
    String accountId,
    String region,
    long seed,
    Quotas quotas,
    Limits limits,
    Latencies latencies,
    ImmutableSet<Rule> switchedOff) {

  /** An account as AWS gives it to a new customer. */
  public static Settings defaults() {
    return new Settings(
        "123456789012",
        "eu-central-1",
        1,
        Quotas.defaults(),
        Limits.defaults(),
        Latencies.defaults(),
        ImmutableSet.of());
  }

  /** An account without throttling whose operations finish before the next call. */
  public static Settings immediate() {
    return defaults().withLimits(Limits.unlimited()).withLatencies(Latencies.none());
  }

  public Settings withAccount(String nextAccountId, String nextRegion) {
    return new Settings(nextAccountId, nextRegion, seed, quotas, limits, latencies, switchedOff);
  }

  public Settings withSeed(long next) {
    return new Settings(accountId, region, next, quotas, limits, latencies, switchedOff);
  }

  public Settings withQuotas(Quotas next) {
    return new Settings(accountId, region, seed, next, limits, latencies, switchedOff);
  }

  public Settings withLimits(Limits next) {
    return new Settings(accountId, region, seed, quotas, next, latencies, switchedOff);
  }

  public Settings withLatencies(Latencies next) {
    return new Settings(accountId, region, seed, quotas, limits, next, switchedOff);
  }

  /** A cloud that breaks one more rule. */
  public Settings without(Rule rule) {
    return new Settings(
        accountId,
        region,
        seed,
        quotas,
        limits,
        latencies,
        ImmutableSet.<Rule>builder().addAll(switchedOff).add(rule).build());
  }

  String arn(String kind, String id) {
    return "arn:aws:servicediscovery:" + region + ":" + accountId + ":" + kind + "/" + id;
  }
}
