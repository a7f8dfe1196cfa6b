package io.vpcmesh.engine;

import com.google.common.base.CharMatcher;
import com.google.common.collect.HashMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.SetMultimap;
import com.google.common.collect.Sets;
import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.cloud.CloudWatch;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.deployment.Signals.Alarms;
import io.vpcmesh.engine.Dispatcher.Purpose;
import io.vpcmesh.engine.requests.Request;
import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.model.AlarmState;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * The alarms that deployments of one mesh and of its endpoints watch. As long as somebody asks for
 * an alarm it is read every ten seconds, once for all who ask, together with others; then no more.
 * One read is under way at a time.
 */
final class AlarmReads {

  /** What the mesh's request is about. */
  static final String SLOT = "alarms";

  /** What is due so soon is read with what is due now. */
  private static final Duration SOON = Duration.ofSeconds(3);

  private final SetMultimap<String, Key> askedBy = HashMultimap.create();
  private final SetMultimap<Key, String> asked = HashMultimap.create();
  private final Map<String, AlarmTrack> tracks = new TreeMap<>();

  /** Whether something is to be read of which the mesh was not told. */
  private boolean news;

  /**
   * An answer of CloudWatch.
   *
   * @param askedAt just before the question
   */
  private record Shown(Instant askedAt, ImmutableMap<String, AlarmState> states) {}

  /**
   * What a deployment wants to know from now on; nothing when it has ended.
   *
   * @param asker whose deployment it is
   * @return whether that is news for the mesh
   */
  boolean ask(Key asker, ImmutableSet<String> names) {
    ImmutableSet<String> before = ImmutableSet.copyOf(asked.get(asker));
    asked.replaceValues(asker, names);
    for (String name : Sets.difference(names, before)) {
      askedBy.put(name, asker);
      news |= canBe(name) && tracks.putIfAbsent(name, new AlarmTrack()) == null;
    }
    for (String name : Sets.difference(before, names)) {
      askedBy.remove(name, asker);
      if (!askedBy.containsKey(name)) {
        tracks.remove(name);
      }
    }
    return news && !names.isEmpty();
  }

  /** A name that AWS refuses must not keep others from being read. */
  private static boolean canBe(String name) {
    return !name.isEmpty()
        && name.length() <= CloudWatch.LONGEST_ALARM_NAME
        && CharMatcher.javaIsoControl().matchesNoneOf(name);
  }

  AlarmReading reading(String name, Instant now) {
    return canBe(name)
        ? Optional.ofNullable(tracks.get(name))
            .map(track -> track.reading(now))
            .orElse(AlarmTrack.UNREAD)
        : new AlarmReading.NotFound(now);
  }

  /**
   * What is known of these alarms together. One without enough measurements is as unknown as one
   * that was not read: no state but OK is good.
   */
  Alarms signal(ImmutableSet<String> names, Instant now) {
    ImmutableSortedSet.Builder<String> firing = ImmutableSortedSet.naturalOrder();
    ImmutableSortedSet.Builder<String> unknown = ImmutableSortedSet.naturalOrder();
    ImmutableSortedSet.Builder<String> missing = ImmutableSortedSet.naturalOrder();
    for (String name : names) {
      switch (reading(name, now)) {
        case AlarmReading.Known(AlarmState state, _) when state == AlarmState.OK -> {}
        case AlarmReading.Known(AlarmState state, _) when state == AlarmState.ALARM ->
            firing.add(name);
        case AlarmReading.Known _, AlarmReading.Unknown _ -> unknown.add(name);
        case AlarmReading.NotFound _ -> missing.add(name);
      }
    }
    return new Alarms(firing.build(), unknown.build(), missing.build());
  }

  /** They are elsewhere from now on: nothing that was known holds. */
  void forget() {
    tracks.replaceAll((_, _) -> new AlarmTrack());
  }

  /** When to look again without anything having happened. */
  Instant nextLook() {
    return tracks.values().stream()
        .map(AlarmTrack::dueAt)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /** The next read at that place, if it is time for one. */
  Optional<Request> due(EngineContext context, Dispatcher dispatcher, MeshId mesh, Place place) {
    news = false;
    return nextLook().isAfter(context.loop.now())
        ? Optional.empty()
        : Optional.of(read(context, dispatcher, mesh, place));
  }

  /** Those that one call tells of, the longest overdue ones first. */
  private ImmutableMap<String, AlarmTrack> together(Instant now) {
    return tracks.entrySet().stream()
        .filter(each -> !each.getValue().dueAt().isAfter(now.plus(SOON)))
        .sorted(Comparator.comparing(each -> each.getValue().dueAt()))
        .limit(CloudWatch.MOST_ALARMS)
        .collect(ImmutableMap.toImmutableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Request read(EngineContext context, Dispatcher dispatcher, MeshId mesh, Place place) {
    Loop loop = context.loop;
    ImmutableMap<String, AlarmTrack> together = together(loop.now());
    CloudWatch cloudWatch = context.cloud.cloudWatch(place);
    Purpose purpose =
        new Purpose(
            mesh,
            SLOT,
            Priority.AUDIT,
            ImmutableList.of(AwsAction.DESCRIBE_ALARMS),
            context.budget(place));
    return dispatcher.request(
        purpose,
        () -> new Shown(loop.now(), states(cloudWatch, together.keySet())),
        shown ->
            tell(
                together,
                dispatcher,
                (name, track) ->
                    track.read(
                        Optional.ofNullable(shown.states().get(name)),
                        shown.askedAt(),
                        loop.now())),
        failure -> tell(together, dispatcher, (_, track) -> track.failed(failure, loop.now())));
  }

  private static ImmutableMap<String, AlarmState> states(
      CloudWatch cloudWatch, ImmutableSet<String> names) {
    ImmutableMap.Builder<String, AlarmState> states = ImmutableMap.builder();
    Optional<String> token = Optional.empty();
    do {
      Page<Alarm> page = cloudWatch.describeAlarms(names, token);
      page.items().forEach(alarm -> states.put(alarm.name(), alarm.state()));
      token = page.nextToken();
    } while (token.isPresent());
    return states.buildKeepingLast();
  }

  /**
   * Takes in how a read went, and wakes those for whom that is news. What was given up or forgotten
   * since then has another track by now, or none.
   */
  private void tell(
      ImmutableMap<String, AlarmTrack> together,
      Dispatcher dispatcher,
      BiPredicate<String, AlarmTrack> isNews) {
    ImmutableSet.Builder<Key> who = ImmutableSet.builder();
    together.forEach((name, track) -> {
      if (isNews.test(name, track)) {
        who.addAll(askedBy.get(name));
      }
    });
    who.build().forEach(dispatcher::wake);
  }
}
