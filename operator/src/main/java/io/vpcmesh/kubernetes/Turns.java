package io.vpcmesh.kubernetes;

import java.util.concurrent.Semaphore;

/**
 * Lets so many at a time ask the API server for something, in the order of their coming. One
 * connection carries all requests and a hundred of them at once; one more fails on the spot, and it
 * may be the renewal of the lease.
 */
final class Turns {

  /** Leaves room for the lease and for who takes no turn. */
  private static final int USUAL = 32;

  private final Semaphore places;

  Turns(int places) {
    this.places = new Semaphore(places, true);
  }

  static Turns usual() {
    return new Turns(USUAL);
  }

  /** Does the work as soon as there is a place; blocks until it is done. */
  void take(Runnable work) {
    places.acquireUninterruptibly();
    try {
      work.run();
    } finally {
      places.release();
    }
  }
}
