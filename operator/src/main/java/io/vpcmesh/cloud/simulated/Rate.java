package io.vpcmesh.cloud.simulated;

/**
 * A token bucket: so many calls at once, and so many more with every second.
 *
 * @param burst how many tokens the bucket holds
 * @param perSecond how many tokens come back in a second
 */
public record Rate(double burst, double perSecond) {

  public Rate {
    if (burst < 1 || perSecond <= 0) {
      throw new IllegalArgumentException(
          "a rate needs a burst of at least 1 and a refill above 0, got "
              + burst
              + " and "
              + perSecond);
    }
  }
}
