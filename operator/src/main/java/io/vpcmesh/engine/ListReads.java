package io.vpcmesh.engine;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.SetMultimap;
import com.google.common.collect.Sets;
import io.vpcmesh.engine.Dispatcher.Purpose;
import io.vpcmesh.engine.requests.Request;
import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.firewall.KnownList;
import io.vpcmesh.firewall.apply.FirewallReader;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.PrefixListId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The managed prefix lists that endpoints of one mesh name. Each is read once for all of them, and
 * looked at again now and then, together with others whose time has come. One that a read failed
 * with is read alone, so that it keeps no other from being known.
 */
final class ListReads {

  /** What the mesh's request is about. */
  static final String SLOT = "prefix lists";

  /** So few that the reserve of a token bucket has room for a call for each. */
  private static final int TOGETHER = 10;

  /** What is due so soon is read with what is due now. */
  private static final Duration SOON = Duration.ofMinutes(1);

  private final SetMultimap<PrefixListId, EndpointKey> askedBy = HashMultimap.create();
  private final SetMultimap<EndpointKey, PrefixListId> asked = HashMultimap.create();
  private final Map<PrefixListId, ListTrack> tracks = new TreeMap<>();

  /** Whether something is to be read of which the mesh was not told. */
  private boolean news;

  /**
   * What the endpoint wants to know from now on.
   *
   * @return whether that is news for the mesh
   */
  boolean ask(EndpointKey endpoint, ImmutableSet<PrefixListId> lists) {
    ImmutableSet<PrefixListId> before = ImmutableSet.copyOf(asked.get(endpoint));
    asked.replaceValues(endpoint, lists);
    for (PrefixListId list : Sets.difference(lists, before)) {
      askedBy.put(list, endpoint);
      news |= tracks.putIfAbsent(list, new ListTrack()) == null;
    }
    for (PrefixListId list : Sets.difference(before, lists)) {
      askedBy.remove(list, endpoint);
      if (!askedBy.containsKey(list)) {
        tracks.remove(list);
      }
    }
    return news && !lists.isEmpty();
  }

  KnownList known(PrefixListId list) {
    return Optional.ofNullable(tracks.get(list))
        .map(ListTrack::known)
        .orElseGet(KnownList.Unknown::new);
  }

  /** Why the last read of the list failed, as long as it is to be repeated. */
  Optional<AwsFailure> failure(PrefixListId list) {
    return Optional.ofNullable(tracks.get(list)).flatMap(ListTrack::failure);
  }

  /** AWS says that these are not as they were believed to be. */
  void refute(ImmutableSet<PrefixListId> lists) {
    lists.stream()
        .filter(tracks::containsKey)
        .forEach(list -> {
          tracks.put(list, new ListTrack());
          news = true;
        });
  }

  /** Whatever failed before may work now. */
  void encourage() {
    tracks.values().forEach(ListTrack::encourage);
  }

  /** They are elsewhere from now on: nothing that was known holds. */
  void forget() {
    tracks.replaceAll((_, _) -> new ListTrack());
  }

  /** When to look again without anything having happened. */
  Instant nextLook() {
    return tracks.values().stream()
        .map(ListTrack::dueAt)
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

  /** Those that one read tells of, the longest overdue ones first. */
  private ImmutableMap<PrefixListId, ListTrack> together(Instant now) {
    ImmutableList<Map.Entry<PrefixListId, ListTrack>> due =
        tracks.entrySet().stream()
            .filter(each -> !each.getValue().dueAt().isAfter(now.plus(SOON)))
            .sorted(Comparator.comparing(each -> each.getValue().dueAt()))
            .collect(ImmutableList.toImmutableList());
    boolean alone = due.getFirst().getValue().failure().isPresent();
    return due.stream()
        .filter(each -> alone || each.getValue().failure().isEmpty())
        .limit(alone ? 1 : TOGETHER)
        .collect(ImmutableMap.toImmutableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Request read(EngineContext context, Dispatcher dispatcher, MeshId mesh, Place place) {
    ImmutableMap<PrefixListId, ListTrack> asked = together(context.loop.now());
    ImmutableSet<PrefixListId> lists = asked.keySet();
    FirewallReader reader = new FirewallReader(context.cloud.ec2(place));
    Purpose purpose =
        new Purpose(mesh, SLOT, priority(lists), actions(lists.size()), context.budget(place));
    return dispatcher.request(
        purpose,
        () -> reader.lists(lists),
        found -> tell(asked, found, context).forEach(dispatcher::wake),
        failure -> {
          asked.values().forEach(track -> track.failed(failure, context.loop.now()));
          whoAskedFor(lists).forEach(dispatcher::wake);
        });
  }

  private Priority priority(ImmutableSet<PrefixListId> lists) {
    return lists.stream().anyMatch(list -> known(list) instanceof KnownList.Unknown)
        ? Priority.ADDITION
        : Priority.AUDIT;
  }

  /** One call tells of all lists, and one more of what is in each. */
  private static ImmutableList<AwsAction> actions(int lists) {
    return ImmutableList.<AwsAction>builder()
        .add(AwsAction.DESCRIBE_MANAGED_PREFIX_LISTS)
        .addAll(Collections.nCopies(lists, AwsAction.GET_MANAGED_PREFIX_LIST_ENTRIES))
        .build();
  }

  /**
   * Takes in what was read, and answers for whom that is news. What was forgotten or refuted since
   * it was asked about has another track by now, so that no old answer is believed.
   */
  private ImmutableSet<EndpointKey> tell(
      ImmutableMap<PrefixListId, ListTrack> asked,
      ImmutableMap<PrefixListId, KnownList> found,
      EngineContext context) {
    ImmutableSet.Builder<PrefixListId> changed = ImmutableSet.builder();
    asked.forEach((list, track) -> {
      KnownList known = requireNonNull(found.get(list));
      if (track.read(known, context.loop.now(), context.settings.auditEvery())) {
        changed.add(list);
      }
    });
    return whoAskedFor(changed.build());
  }

  private ImmutableSet<EndpointKey> whoAskedFor(ImmutableSet<PrefixListId> lists) {
    ImmutableSet.Builder<EndpointKey> who = ImmutableSet.builder();
    lists.forEach(list -> who.addAll(askedBy.get(list)));
    return who.build();
  }
}
