package io.vpcmesh.bench;

/** How fast this machine is just now: times of other machines and days compare by it alone. */
final class Calibration {

  private static final int ROUNDS = 5;
  private static final int STEPS = 50_000_000;

  private Calibration() {}

  /** Milliseconds for fifty million steps of a mixing function, the fastest of a few rounds. */
  static double millis() {
    long best = Long.MAX_VALUE;
    long mixed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      mixed += mix(round);
      best = Math.min(best, System.nanoTime() - start);
    }
    if (mixed == 0) {
      throw new IllegalStateException("the loop was left out");
    }
    return best / 1e6;
  }

  /** SplitMix64, folded. */
  private static long mix(long seed) {
    long state = seed;
    long folded = 0;
    for (int step = 0; step < STEPS; step++) {
      state += 0x9E3779B97F4A7C15L;
      long bits = state;
      bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
      bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
      folded ^= bits ^ (bits >>> 31);
    }
    return folded;
  }
}
