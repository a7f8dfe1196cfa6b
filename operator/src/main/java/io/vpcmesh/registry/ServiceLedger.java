package io.vpcmesh.registry;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.ServiceId;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What AWS has acknowledged of one Cloud Map service, and what is under way in it. AWS's reads lag
 * behind its writes, so this ledger, not a fresh read, is what a plan starts from. It has one
 * writer, the engine's loop.
 */
public final class ServiceLedger {

  private final Map<InstanceId, KnownInstance> instances = new TreeMap<>();
  private final Map<InstanceId, InFlight> inFlight = new TreeMap<>();
  private final Set<InstanceId> unproven = new HashSet<>();
  private final Set<InstanceId> tried = new HashSet<>();
  private ImmutableSet<InstanceId> early = ImmutableSet.of();
  private Presence presence = Presence.UNKNOWN;
  private Optional<ServiceFacts> facts = Optional.empty();

  /** The service in which something is under way, while it has to be read again. */
  private Optional<ServiceId> staleId = Optional.empty();

  private Inventory inventory = Inventory.NONE;
  private boolean pristine;

  /** Whether all instances were known once: what a former life left was among them. */
  private boolean listed;

  private Instant lastWrite = Instant.EPOCH;
  private Instant since = Instant.EPOCH;

  /** Whether the service exists. */
  public enum Presence {
    UNKNOWN,
    ABSENT,
    PRESENT
  }

  /** How well the instances of the service are known. */
  public enum Inventory {
    /** Not at all. */
    NONE,
    /** Something is not as it should be, according to a read that may lag: to be read anew. */
    DOUBTED,
    /** By a read that may lag: good enough to find that nothing is to be done. */
    SEEN,
    /** By a complete listing, or by having made the service: good enough to write. */
    COMPLETE
  }

  public Presence presence() {
    return presence;
  }

  public Optional<ServiceFacts> facts() {
    return facts;
  }

  public Inventory inventory() {
    return inventory;
  }

  /** When the service itself was last written. */
  public Instant since() {
    return since;
  }

  /** The service itself was written: listings will lag behind. */
  public void written(Instant at) {
    since = at;
  }

  /** When something was last sent to an instance of the service. */
  public Instant lastWrite() {
    return lastWrite;
  }

  /** What AWS has, by instance id. */
  public Map<InstanceId, KnownInstance> instances() {
    return Collections.unmodifiableMap(instances);
  }

  /** What is under way, by instance id. */
  public Map<InstanceId, InFlight> inFlight() {
    return Collections.unmodifiableMap(inFlight);
  }

  /** The ids under way, as they are now. */
  public ImmutableSet<InstanceId> pending() {
    return ImmutableSet.copyOf(inFlight.keySet());
  }

  /** The service does not exist. */
  public void absent() {
    presence = Presence.ABSENT;
    facts = Optional.empty();
    staleId = Optional.empty();
    inventory = Inventory.NONE;
    pristine = false;
    listed = false;
    instances.clear();
    inFlight.clear();
    unproven.clear();
    tried.clear();
    early = ImmutableSet.of();
  }

  /** Nothing is known any more: it has to be read again. */
  public void unknown() {
    absent();
    presence = Presence.UNKNOWN;
  }

  /**
   * The service itself has to be read again; AWS still works on what was sent for its instances.
   */
  public void stale() {
    ImmutableMap<InstanceId, InFlight> stillUnderWay = ImmutableMap.copyOf(inFlight);
    Optional<ServiceId> id = facts.map(ServiceFacts::id).or(() -> staleId);
    unknown();
    inFlight.putAll(stillUnderWay);
    staleId = id;
  }

  /** We just made the service: it is empty. */
  public void created(ServiceFacts made) {
    absent();
    found(made);
    inventory = Inventory.COMPLETE;
    listed = true;
    pristine = true;
  }

  /** Whether we made the service a moment ago and are filling it: nobody else is in it. */
  public boolean isPristine() {
    return pristine;
  }

  /** The service was looked at: from now on others may be in it. */
  public void lookedAt() {
    pristine = false;
  }

  /** The service exists; its instances are another matter. */
  public void found(ServiceFacts read) {
    if (staleId.filter(id -> !id.equals(read.id())).isPresent()) {
      inFlight.clear();
    }
    staleId = Optional.empty();
    presence = Presence.PRESENT;
    facts = Optional.of(read);
  }

  /** The mark of the service was renewed. */
  public void claimed() {
    facts = facts.map(known -> known.standing(Standing.OURS));
  }

  /** The instances are these, but for those that are under way. */
  public void seen(Map<InstanceId, KnownInstance> read, Inventory quality) {
    take(read, quality);
  }

  /**
   * The same from a read that shows all that we ever wrote: who carries the mark of another life
   * and did not before was not left by a former one.
   */
  public void seenSettled(Map<InstanceId, KnownInstance> read, Inventory quality) {
    take(listed ? Maps.transformEntries(read, this::orRival) : read, quality);
  }

  private KnownInstance orRival(InstanceId id, KnownInstance read) {
    boolean left =
        Optional.ofNullable(instances.get(id))
            .filter(known -> known.standing() == Standing.FORMER)
            .isPresent();
    return read.standing() == Standing.FORMER && !left ? read.standing(Standing.RIVAL) : read;
  }

  private void take(Map<InstanceId, KnownInstance> seen, Inventory quality) {
    ImmutableMap<InstanceId, KnownInstance> read = ImmutableMap.copyOf(seen);
    listed |= quality == Inventory.COMPLETE;
    instances.keySet().removeIf(id -> !inFlight.containsKey(id));
    unproven.retainAll(Sets.union(read.keySet(), inFlight.keySet()));
    read.forEach((id, instance) -> {
      if (!inFlight.containsKey(id)) {
        instances.put(id, instance);
      }
    });
    inventory = quality;
  }

  /** The instances have to be read from a complete listing before anything is written. */
  public void doubted() {
    inventory = Inventory.DOUBTED;
  }

  /** Whether the instances are known well enough to plan with. */
  public boolean surveyed() {
    return inventory == Inventory.SEEN || inventory == Inventory.COMPLETE;
  }

  /**
   * These are wanted now. What is wanted before the instances are completely known may have been
   * registered by a former process.
   */
  public void wanted(ImmutableSet<InstanceId> ids) {
    if (inventory != Inventory.COMPLETE) {
      early = ids;
    }
    tried.retainAll(ids);
  }

  /**
   * Whether nothing can be registered under the id: it was made for one thing, which appeared after
   * a complete listing, and nothing was tried with it.
   */
  public boolean isNew(InstanceId id) {
    return id.isUnique()
        && inventory == Inventory.COMPLETE
        && !early.contains(id)
        && !tried.contains(id)
        && !instances.containsKey(id);
  }

  /** A change of an instance was sent. */
  public void sent(InstanceId id, InFlight change) {
    inFlight.put(id, change);
    lastWrite = change.since();
  }

  /** The instance is there. */
  public void acknowledged(InstanceId id, KnownInstance instance) {
    inFlight.remove(id);
    instances.put(id, instance);
  }

  /** The health of an instance was set; reads will lag behind. */
  public void healthSet(InstanceId id, HealthStatus health, Instant at) {
    instances.computeIfPresent(id, (same, known) -> known.health(health));
    lastWrite = at;
    if (health == HealthStatus.HEALTHY) {
      unproven.add(id);
    } else {
      unproven.remove(id);
    }
  }

  /** Whether the instance was set healthy, and nobody has seen yet that AWS offers it. */
  public boolean isUnproven(InstanceId id) {
    return unproven.contains(id);
  }

  /** Whether there is any such instance. */
  public boolean hasUnproven() {
    return !unproven.isEmpty();
  }

  /** AWS offers the instance. */
  public void proven(InstanceId id) {
    unproven.remove(id);
  }

  /** The instance is not there. */
  public void gone(InstanceId id) {
    inFlight.remove(id);
    instances.remove(id);
    unproven.remove(id);
  }

  /** What was under way came to nothing. */
  public void failed(InstanceId id) {
    inFlight.remove(id);
    tried.add(id);
  }
}
