package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.deployment.Rollout;
import io.vpcmesh.engine.EndpointJournal.Home;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.ServiceName;
import io.vpcmesh.model.Stance;
import io.vpcmesh.registry.RegistryChange.DeregisterInstance;
import io.vpcmesh.registry.ServiceLedger.Presence;
import io.vpcmesh.registry.apply.DeletionGate;
import io.vpcmesh.topology.NameHold;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the engine remembers of one endpoint between its passes. */
final class EndpointState {

  final EndpointKey key;
  final Map<ServiceName, ServiceTrack> tracks = new TreeMap<>();
  final Failures failures = new Failures();

  /** The security group, if there is one or shall be one. */
  Optional<GroupTrack> group = Optional.empty();

  /** The security groups of others that its instances carry, if they do. */
  Optional<ExistingGroups> existing = Optional.empty();

  /** When nothing was registered any more of what is being taken out. */
  Optional<Instant> emptiedAt = Optional.empty();

  /** What an applier refused, by slot; gone with the next success, or when nobody wants it. */
  final Map<String, Problem> refusals = new TreeMap<>();

  /** When what was refused may be tried again: reads that contradict each other must not race. */
  final Failures patience = new Failures();

  /** When a deletion for mere absence was decided, by slot as long as it was not sent. */
  final Map<String, Instant> inferred = new HashMap<>();

  /** How many deletions for mere absence the last plan had to leave out. */
  int deletionsHeld;

  /** In which mesh it was last counted. */
  Optional<MeshId> mesh = Optional.empty();

  /** Instances that a person let go, although nobody saw them go. */
  ImmutableSet<InstanceId> acknowledged = ImmutableSet.of();

  private long sent;

  /** Of the resource as it was seen last; the journal follows. */
  String uid;

  Optional<Home> home = Optional.empty();
  EndpointJournal journal;

  /** As it shall be written down next; it goes on only from what is written. */
  Rollout<ServiceEndpointSpec> rollout;

  /** What the change under way does or waits for. */
  Optional<String> deploying = Optional.empty();

  /** Which revisions the index was told to hold, by hash. */
  Optional<Stance<String>> told = Optional.empty();

  /** Which services the index was told to be there. */
  ImmutableMap<ServiceName, NameHold> toldServices = ImmutableMap.of();

  /** Which revisions of its mesh held when it was looked at last. */
  Optional<Stance<String>> underMesh = Optional.empty();

  /** Until when nothing could move, or when it did last. */
  Instant movedAt = Instant.EPOCH;

  /** Instances that were healthy at any time since the start. */
  final Set<String> everHealthy = new HashSet<>();

  final WritePace journalPace = new WritePace();
  @Nullable ServiceEndpointStatus status;
  final WritePace statusPace = new WritePace();
  boolean releasing;

  /** Whether AWS was looked at since the start. */
  boolean surveyed;

  /** When reads show what a former process sent for a change that was under way. */
  Instant lagsUntil = Instant.EPOCH;

  /** Whether nothing is said yet, since nothing is known yet. */
  boolean silent;

  EndpointState(EndpointKey key, EndpointJournal journal) {
    this.key = key;
    this.journal = journal;
    this.rollout = journal.rollout();
    this.uid = journal.uid();
    for (Instant deletion : journal.inferredDeletions()) {
      inferred.put("sent " + sent++, deletion);
    }
  }

  /** Notes deletions for mere absence that were not decided before; old ones are forgotten. */
  void infer(EndpointPlan plan, Instant now) {
    ImmutableList<DeregisterInstance> deletions = plan.inferred();
    if (!deletions.isEmpty()) {
      inferred.values().removeIf(at -> at.isBefore(now.minus(DeletionGate.WINDOW)));
      deletions.forEach(deletion -> inferred.putIfAbsent(deletion.slot(), now));
    }
  }

  /**
   * A deletion for mere absence was sent: should the slot be deleted again, that is another one.
   */
  void inferenceSent(String slot) {
    Instant decided = inferred.remove(slot);
    if (decided != null) {
      inferred.put("sent " + sent++, decided);
    }
  }

  /** When a deletion for mere absence was last decided. */
  Instant lastInferred() {
    return inferred.values().stream().max(Instant::compareTo).orElse(Instant.EPOCH);
  }

  ServiceTrack track(ServiceName name, Duration auditEvery) {
    return tracks.computeIfAbsent(
        name,
        fresh ->
            new ServiceTrack(fresh, journal.services().containsKey(fresh), lagsUntil, auditEvery));
  }

  /** Forgets what was read from AWS and what failed there. */
  void startOver() {
    tracks.clear();
    group = Optional.empty();
    existing = Optional.empty();
    failures.clear();
    refusals.clear();
    patience.clear();
  }

  /**
   * Whether there is what a former life of the endpoint, or of its journal, left in AWS, and
   * nothing was written over it yet.
   */
  boolean inherits() {
    return journal.isLost()
        || tracks.values().stream().anyMatch(ServiceTrack::inherits)
        || group.filter(GroupTrack::inherits).isPresent();
  }

  /** Whether what was seen last is not what the journal is about: its successor is not gone. */
  boolean seesFormerLife() {
    return !journal.uid().isEmpty() && !journal.uid().equals(uid);
  }

  /** The ports of the instances that AWS has, or perhaps has, as they are registered. */
  ImmutableMap<InstanceId, ImmutableSet<PortNumber>> registeredPorts() {
    Map<InstanceId, ImmutableSet<PortNumber>> ports = new HashMap<>();
    tracks.values().stream()
        .map(ServiceTrack::ledger)
        .forEach(ledger -> {
          ledger.inFlight().keySet().forEach(id -> ports.putIfAbsent(id, ImmutableSet.of()));
          ledger
              .instances()
              .forEach((id, known) ->
                  ports.merge(
                      id, known.ours() ? known.ports() : ImmutableSet.of(), EndpointState::union));
        });
    return ImmutableMap.copyOf(ports);
  }

  private static <T> ImmutableSet<T> union(ImmutableSet<T> some, ImmutableSet<T> others) {
    return Sets.union(some, others).immutableCopy();
  }

  /** Whether a change of an instance is under way. */
  boolean isBusy() {
    return tracks.values().stream().anyMatch(track -> !track.ledger().inFlight().isEmpty());
  }

  /** Waits for a listing, or is not what the listing says. */
  boolean doubt(Set<String> listed, Instant listedAt) {
    boolean doubt = false;
    for (ServiceTrack track : tracks.values()) {
      doubt |= track.ledger().presence() == Presence.UNKNOWN || track.doubt(listed, listedAt);
    }
    return doubt;
  }

  /** When the services are in another namespace now, nothing that was known holds. */
  void moveTo(Optional<Home> next) {
    boolean stays =
        home.isPresent() && next.filter(it -> it.isSameAs(home.orElseThrow())).isPresent();
    if (!stays && !home.equals(next)) {
      tracks.clear();
      group = Optional.empty();
    }
    home = next;
  }
}
