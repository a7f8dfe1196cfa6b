package io.vpcmesh.engine;

import io.vpcmesh.engine.Happening.Death;
import io.vpcmesh.engine.Happening.StoreTrouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** What the plan has happen at a certain call or write, counted from when it was planned. */
final class Mishaps implements ClusterStore.Trouble {

  private final List<Due> deaths = new ArrayList<>();
  private final List<Refusals> refusals = new ArrayList<>();
  private final Consumer<Object> written;
  private Duration downFor = Duration.ZERO;

  /**
   * @param written is told of each write
   */
  Mishaps(Consumer<Object> written) {
    this.written = written;
  }

  private static final class Due {
    private final Death death;
    private int left;

    private Due(Death death) {
      this.death = death;
      this.left = death.nth();
    }
  }

  private static final class Refusals {
    private final StoreTrouble trouble;
    private int seen;

    private Refusals(StoreTrouble trouble) {
      this.trouble = trouble;
    }

    private boolean isNow() {
      return seen >= trouble.nth() && seen < trouble.nth() + trouble.times();
    }
  }

  void await(Death death) {
    deaths.add(new Due(death));
  }

  void await(StoreTrouble trouble) {
    refusals.add(new Refusals(trouble));
  }

  void clear() {
    deaths.clear();
    refusals.clear();
  }

  /** How long nothing runs after the death that just happened. */
  Duration downFor() {
    return downFor;
  }

  void call(boolean after) {
    step(false, after);
  }

  @Override
  public void before(Object what) {
    refusals.forEach(refusal -> refusal.seen++);
    step(true, false);
  }

  @Override
  public boolean fails(boolean after) {
    return refusals.stream()
        .anyMatch(refusal -> refusal.trouble.after() == after && refusal.isNow());
  }

  @Override
  public void after(Object what) {
    written.accept(what);
    step(true, true);
  }

  private void step(boolean write, boolean after) {
    for (Iterator<Due> all = deaths.iterator(); all.hasNext(); ) {
      Due due = all.next();
      if (due.death.atWrite() == write && due.death.after() == after && --due.left == 0) {
        all.remove();
        downFor = Duration.ofMillis(due.death.downFor());
        throw new Disturbance.Death();
      }
    }
  }
}
