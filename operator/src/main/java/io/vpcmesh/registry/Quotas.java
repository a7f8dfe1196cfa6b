package io.vpcmesh.registry;

/**
 * The account's limits, as far as they are forecast.
 *
 * @param instancesPerService AWS does not raise this one
 * @param instancesPerNamespace adjustable
 */
public record Quotas(int instancesPerService, int instancesPerNamespace) {

  /** What AWS gives to a new account. */
  public static final Quotas DEFAULT = new Quotas(1_000, 2_000);

  static final Quotas UNLIMITED = new Quotas(Integer.MAX_VALUE, Integer.MAX_VALUE);
}
