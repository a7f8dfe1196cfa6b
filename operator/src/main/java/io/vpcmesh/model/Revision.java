package io.vpcmesh.model;

/**
 * An accepted spec, numbered and hashed. The hash leaves out what is membership, not configuration.
 */
public record Revision<S>(long number, String hash, S spec) {

  /** The first revision of a resource. */
  public static <S> Revision<S> first(String hash, S spec) {
    return new Revision<>(1, hash, spec);
  }

  /** This revision when the hash is the same (with the newest membership), else the next one. */
  public Revision<S> followedBy(String nextHash, S nextSpec) {
    return new Revision<>(nextHash.equals(hash) ? number : number + 1, nextHash, nextSpec);
  }
}
