package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Randomness that can be written down: the n-th number follows from the seed and n. */
final class Chance {

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  private final long seed;
  private long drawn;

  Chance(long seed, long drawn) {
    this.seed = seed;
    this.drawn = drawn;
  }

  /** How many numbers have been drawn so far. */
  long drawn() {
    return drawn;
  }

  String id(String prefix, int length) {
    StringBuilder id = new StringBuilder(prefix);
    for (int i = 0; i < length; i++) {
      id.append(LETTERS.charAt(below(LETTERS.length())));
    }
    return id.toString();
  }

  String hex(String prefix, int length) {
    StringBuilder id = new StringBuilder(prefix);
    for (int i = 0; i < length; i++) {
      id.append(Character.forDigit(below(16), 16));
    }
    return id.toString();
  }

  <T> ImmutableList<T> shuffled(List<T> items) {
    List<T> shuffled = new ArrayList<>(items);
    for (int last = shuffled.size() - 1; last > 0; last--) {
      Collections.swap(shuffled, last, below(last + 1));
    }
    return ImmutableList.copyOf(shuffled);
  }

  private int below(int bound) {
    return (int) Long.remainderUnsigned(next(), bound);
  }

  /** SplitMix64. */
  private long next() {
    long bits = seed + ++drawn * 0x9E3779B97F4A7C15L;
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return bits ^ (bits >>> 31);
  }
}
