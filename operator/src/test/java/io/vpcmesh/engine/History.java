package io.vpcmesh.engine;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.LinkedListMultimap;
import com.google.common.collect.ListMultimap;
import io.vpcmesh.model.EndpointKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** What the checker remembers from one call to the next. */
final class History {

  /** How long after a death or a lost answer the engine may repeat what it did before. */
  private static final Duration DOUBT = Duration.ofMinutes(5);

  /** What AWS needs at most to make a write of health show. */
  private static final Duration DELAY = Duration.ofSeconds(31);

  /** How long AWS may need to make and to show what somebody else asked for. */
  private static final Duration UNSEEN = Duration.ofMinutes(1);

  private static final Duration WINDOW = Duration.ofMinutes(5);

  /** Changes that the engine knows to be under way, by {@code service instance}. */
  final Set<String> answered = new HashSet<>();

  /** Attributes that somebody else added to an instance, by {@code service instance}. */
  final Map<String, Map<String, String>> foreign = new HashMap<>();

  /** When that was, of late. */
  final Map<String, Instant> foreignSince = new HashMap<>();

  private final Map<String, Instant> written = new HashMap<>();
  private final Map<String, Sent> sent = new HashMap<>();
  private final ListMultimap<EndpointKey, Instant> removals = LinkedListMultimap.create();
  private Optional<Map.Entry<EndpointKey, Instant>> newestRemoval = Optional.empty();
  private Instant doubtUntil = Instant.EPOCH;
  private Instant doubtSince = Instant.EPOCH;

  private boolean aside;
  private Optional<Sent> overwritten = Optional.empty();

  private record Sent(String health, Instant at) {}

  /** The engine cannot know what became of its newest calls. */
  void doubt(Instant now) {
    answered.clear();
    doubtSince = now;
    doubtUntil = now.plus(DOUBT);
  }

  /** Whether the engine was told lies, or nothing, of late. */
  boolean isInDoubt(Instant now) {
    return now.isBefore(doubtUntil);
  }

  /** Whether the engine may not know that it wrote this. */
  boolean doubtful(String subject, Instant now) {
    Instant write = written.getOrDefault(subject, Instant.MIN);
    return now.isBefore(doubtUntil) && write.isAfter(doubtSince.minus(DOUBT));
  }

  /** Notes a health that is sent; answers the one that was sent before and need not show yet. */
  Optional<String> sentHealth(String subject, String health, Instant now) {
    Optional<Sent> before =
        aside ? overwritten : Optional.ofNullable(sent.put(subject, new Sent(health, now)));
    overwritten = before;
    return before.filter(last -> last.at().isAfter(now.minus(DELAY))).map(Sent::health);
  }

  /** Lets the newest call be judged again without a trace. */
  boolean aside(BooleanSupplier judgement) {
    aside = true;
    try {
      return judgement.getAsBoolean();
    } finally {
      aside = false;
    }
  }

  void wrote(String subject, Instant now) {
    written.put(subject, now);
  }

  void removingUnseen(EndpointKey key, Instant now) {
    if (aside) {
      return;
    }
    removals.put(key, now);
    newestRemoval = Optional.of(Map.entry(key, now));
  }

  /** A call begins that may turn out to take something away. */
  void begin() {
    newestRemoval = Optional.empty();
  }

  /** AWS refused the call: nothing was taken away. */
  void notRemoved() {
    newestRemoval.ifPresent(removal -> removals.remove(removal.getKey(), removal.getValue()));
    begin();
  }

  /** How many instances were taken away on mere absence of late. */
  int removedUnseenLately(EndpointKey key, Instant now) {
    return (int) removals.get(key).stream().filter(at -> at.isAfter(now.minus(WINDOW))).count();
  }

  /** Whether somebody else wrote to an instance so lately that reads need not show it yet. */
  boolean isForeignFresh(String subject, Instant now) {
    return foreignSince.getOrDefault(subject, Instant.MIN).isAfter(now.minus(UNSEEN));
  }

  Map<String, String> foreign(String subject) {
    return foreign.getOrDefault(subject, ImmutableMap.of());
  }
}
