package io.vpcmesh.membership.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes when a test says so. */
final class Moments implements SliceMembership.Later {

  private final List<Runnable> tasks = new ArrayList<>();

  @Override
  public void after(Duration time, Runnable task) {
    tasks.add(task);
  }

  /** Everything that waits for its time has its time. */
  void pass() {
    List<Runnable> due = List.copyOf(tasks);
    tasks.clear();
    due.forEach(Runnable::run);
  }
}
