package io.vpcmesh.cloud.simulated;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What all calls to the account share: the lock, their numbers, their observers and faults. */
final class Traffic {

  private final Faults faults = new Faults();
  private final List<CallObserver> observers = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private long calls;

  Faults faults() {
    return faults;
  }

  void add(CallObserver observer) {
    observers.add(observer);
  }

  void remove(CallObserver observer) {
    observers.remove(observer);
  }

  void tell(Consumer<CallObserver> news) {
    observers.forEach(news);
  }

  long nextNumber() {
    return ++calls;
  }

  <T> T alone(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
