package io.vpcmesh.model;

/**
 * A declared spec as it was written down when it was accepted.
 *
 * @param <D> the spec
 * @param number of the revision
 * @param hash of the configuration, without what is data
 * @param generation the newest one that declared it
 */
public record Snapshot<D>(long number, String hash, long generation, D declared) {

  /** The same configuration as it is declared now: only data can differ. */
  public Snapshot<D> refreshed(long nextGeneration, D next) {
    return new Snapshot<>(number, hash, nextGeneration, next);
  }
}
