package io.vpcmesh.registry.apply;

import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.GuardSeam;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Bounds what may be taken away because it is merely not there any more: an empty or partial view
 * must never empty a mesh. Deletions with positive evidence never come here. Safe for threads.
 */
public final class DeletionGate implements AbsenceGuard {

  /** Over what time the budget holds. */
  public static final Duration WINDOW = Duration.ofMinutes(5);

  private static final int ALWAYS = 3;
  private static final int PERCENT = 10;

  private final IntUnaryOperator budget;
  private final Map<EndpointKey, Deque<Instant>> spent = new HashMap<>();
  private final Map<EndpointKey, Integer> budgets = new HashMap<>();
  private boolean synced;

  /** A gate that is closed until all is synced, and then opens a little. */
  public DeletionGate() {
    this(DeletionGate::budget, false);
  }

  /** A gate with another budget by the number of instances, perhaps one that need not wait. */
  @GuardSeam
  DeletionGate(IntUnaryOperator budget, boolean synced) {
    this.budget = budget;
    this.synced = synced;
  }

  /** All sources have delivered a first complete picture: before that nothing is taken away. */
  public synchronized void synced() {
    synced = true;
  }

  /** Whether nothing is held back for want of a first complete picture. */
  public synchronized boolean isSynced() {
    return synced;
  }

  /** What was taken away before a restart counts on. */
  public synchronized void remember(EndpointKey endpoint, Collection<Instant> deletions) {
    deletions.forEach(spent(endpoint)::addLast);
  }

  /** How many deletions the endpoint has left, given how many instances it has registered. */
  public synchronized int allowance(EndpointKey endpoint, int registered, Instant now) {
    if (!synced) {
      return 0;
    }
    Deque<Instant> recent = recent(endpoint, now);
    int most = budget.applyAsInt(registered + recent.size());
    budgets.put(endpoint, most);
    return Math.max(0, most - recent.size());
  }

  /** When the budget of the endpoint has more left than now, if it was used at all. */
  public synchronized Optional<Instant> nextAllowance(EndpointKey endpoint) {
    return Optional.ofNullable(spent(endpoint).peekFirst())
        .map(oldest -> oldest.plus(WINDOW).plusMillis(1));
  }

  /** Takes one deletion from the budget, or refuses. */
  @Override
  public synchronized boolean admit(EndpointKey endpoint, Instant now) {
    Deque<Instant> recent = recent(endpoint, now);
    if (!synced || recent.size() >= budgets.getOrDefault(endpoint, ALWAYS)) {
      return false;
    }
    recent.addLast(now);
    return true;
  }

  @Override
  public synchronized void refund(EndpointKey endpoint, Instant at) {
    spent(endpoint).removeLastOccurrence(at);
  }

  private static int budget(int instances) {
    return Math.max(ALWAYS, instances * PERCENT / 100);
  }

  private Deque<Instant> recent(EndpointKey endpoint, Instant now) {
    Deque<Instant> recent = spent(endpoint);
    while (!recent.isEmpty() && recent.peekFirst().isBefore(now.minus(WINDOW))) {
      recent.removeFirst();
    }
    return recent;
  }

  private Deque<Instant> spent(EndpointKey endpoint) {
    return spent.computeIfAbsent(endpoint, key -> new ArrayDeque<>());
  }
}
