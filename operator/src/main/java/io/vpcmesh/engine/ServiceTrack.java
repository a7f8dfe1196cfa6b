package io.vpcmesh.engine;

import com.google.common.collect.Comparators;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.RegisteredInstance;
import io.vpcmesh.cloud.ServiceDescription;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.ServiceId;
import io.vpcmesh.model.ServiceName;
import io.vpcmesh.registry.InFlight;
import io.vpcmesh.registry.InstanceAttributes;
import io.vpcmesh.registry.KnownInstance;
import io.vpcmesh.registry.ServiceFacts;
import io.vpcmesh.registry.ServiceLedger;
import io.vpcmesh.registry.ServiceLedger.Inventory;
import io.vpcmesh.registry.ServiceLedger.Presence;
import io.vpcmesh.registry.apply.RegistryReader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ledger of one Cloud Map service with the times at which to look again. */
final class ServiceTrack {

  /** How long after a write a lagging read proves nothing. */
  static final Duration SETTLE = Duration.ofSeconds(60);

  /** After this time an operation is asked about by its id. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** When a service is looked for again that was written a moment ago and does not show. */
  private static final Duration INSPECT_AGAIN = Duration.ofSeconds(10);

  /** After this time an operation is asked about that no read can tell of. */
  private static final Duration IMPATIENCE = Duration.ofSeconds(2);

  private final ServiceName name;
  private final ServiceLedger ledger = new ServiceLedger();
  private final Duration auditEvery;
  private final Instant lagsUntil;
  private Instant auditAt = Instant.MAX;
  private final InstanceListing listing = new InstanceListing();
  private final ConfirmationClock clock = new ConfirmationClock();
  private final UnderUpdate update = new UnderUpdate(ledger);
  private Instant listedAsOf = Instant.EPOCH;
  private Instant bornAt = Instant.EPOCH;
  private final Set<ServiceId> refuted = new HashSet<>();
  private Optional<ServiceId> suggested = Optional.empty();
  private Optional<ServiceId> deleted = Optional.empty();
  private final AbsenceEvidence absence = new AbsenceEvidence();
  private final RecentChanges recent = new RecentChanges();
  private Instant inspectAt = Instant.EPOCH;
  private Instant recheckAt = Instant.MAX;
  private boolean beingWritten;

  /** Whether what is in it may be what was sent since the service was written down first. */
  private boolean touched;

  /**
   * @param announced whether it was written down before that there would be the service
   * @param lagsUntil when reads show what a former process sent
   */
  ServiceTrack(ServiceName name, boolean announced, Instant lagsUntil, Duration auditEvery) {
    this.name = name;
    this.lagsUntil = lagsUntil;
    this.touched = announced;
    this.auditEvery = auditEvery;
  }

  ServiceName name() {
    return name;
  }

  ServiceLedger ledger() {
    return ledger;
  }

  InstanceListing listing() {
    return listing;
  }

  /** What AWS works on of the service itself. */
  UnderUpdate update() {
    return update;
  }

  /** What a listing shows of a service, as far as it can drift. */
  static String print(ServiceDescription service) {
    long ttl = service.dns().stream().mapToLong(DnsRecord::ttlSeconds).findFirst().orElse(0);
    return service.id() + " " + ttl;
  }

  /**
   * Compares with a complete listing; when the service is not in it as believed, it is read anew.
   *
   * @return whether it is to be read anew
   */
  boolean doubt(Set<String> listed, Instant listedAt) {
    boolean comparable =
        ledger.presence() == Presence.PRESENT && ledger.since().plus(SETTLE).isBefore(listedAt);
    boolean differs =
        comparable
            && ledger
                .facts()
                .filter(facts -> !listed.contains(facts.id() + " " + facts.ttlSeconds()))
                .isPresent();
    if (differs) {
      ledger.unknown();
    }
    return differs;
  }

  /** AWS knows of no such service, or it is another; what we wrote lately may not show yet. */
  void missing(ServiceId id, Instant now) {
    Instant shows = ledger.since().plus(SETTLE);
    if (shows.isAfter(now) && !deleted.equals(Optional.of(id))) {
      inspectAt = Comparators.min(shows, now.plus(INSPECT_AGAIN));
    } else {
      refute(id);
      if (isOfAnother()) {
        ledger.unknown();
      }
    }
  }

  /** Takes in what was read of the service itself. */
  void found(ServiceFacts facts, Instant now) {
    boolean known = ledger.facts().equals(Optional.of(facts));
    ledger.found(facts);
    if (now.isBefore(lagsUntil)) {
      recheckAt = lagsUntil;
    } else {
      // What was just deleted still shows for a while, and nobody looks after what is another's.
      recheckAt = isOfAnother() && !known ? now.plus(SETTLE) : Instant.MAX;
    }
  }

  /** Whether the service itself is to be read once more, since the first time was too early. */
  boolean recheckDue(Instant now) {
    return !now.isBefore(recheckAt);
  }

  /** Whether it may be asked by its id whether the service is there. */
  boolean mayInspect(Instant now) {
    return !now.isBefore(inspectAt);
  }

  /** The id turned out to be no service of this name in our namespace. */
  void refute(ServiceId id) {
    refuted.add(id);
    if (deleted.equals(Optional.of(id))) {
      // Until we deleted it, nobody else could make one of its name.
      ledger.absent();
    }
  }

  /** We deleted the service; AWS has yet to say that it is gone. */
  void deleted(ServiceId id) {
    ledger.unknown();
    deleted = Optional.of(id);
  }

  /** What was not found was perhaps looked for in the wrong account. */
  void distrust() {
    refuted.clear();
    if (ledger.presence() == Presence.ABSENT) {
      ledger.unknown();
    }
  }

  /** AWS itself named the id as that of the service. */
  void suggest(ServiceId id) {
    refuted.remove(id);
    suggested = Optional.of(id);
  }

  Optional<ServiceId> suggested() {
    return suggested.filter(id -> !refuted.contains(id));
  }

  boolean refuted(ServiceId id) {
    return refuted.contains(id);
  }

  /** Whether a write of the service itself is under way: its absence means nothing then. */
  void beingWritten(boolean now) {
    beingWritten = now;
  }

  /**
   * The service is looked after.
   *
   * @param kept whether it would be made if it were not there: then the creation itself tells
   *     whether there is one already, and otherwise only time does
   */
  void follow(boolean kept, Instant now) {
    if (bornAt.equals(Instant.EPOCH)) {
      bornAt = now;
    }
    if (ledger.presence() == Presence.PRESENT) {
      absence.found();
    } else if (!kept && absence.isBegunBefore()) {
      perhapsCreated(now);
    }
  }

  /**
   * Whether nothing of ours is in the service for sure. What a process sent that died is not known
   * to us: it may still be on its way, so that takes a listing made some time after our start.
   */
  boolean isEmptied() {
    return seemsEmptied() && !listedAsOf.isBefore(emptinessShowsAt());
  }

  /** Whether one more listing would prove that the service is emptied. */
  boolean emptinessIsUnproven(Instant now) {
    return seemsEmptied() && !isEmptied() && !now.isBefore(emptinessShowsAt());
  }

  /** When a listing shows all that was sent before we looked after the service. */
  Instant emptinessShowsAt() {
    return bornAt.plus(SETTLE);
  }

  private boolean seemsEmptied() {
    return ledger.inventory() == Inventory.COMPLETE
        && ledger.inFlight().isEmpty()
        && ledger.instances().values().stream().noneMatch(KnownInstance::ours);
  }

  /** Whether there is no such service, and none can come of what was begun. */
  boolean gone() {
    return ledger.presence() == Presence.ABSENT && !beingWritten;
  }

  /** Whether the service is there and somebody else's. */
  boolean isOfAnother() {
    return ledger
        .facts()
        .map(ServiceFacts::standing)
        .filter(it -> it == Standing.OTHERS || it == Standing.RIVAL)
        .isPresent();
  }

  /** The service was perhaps created by us. */
  void perhapsCreated(Instant now) {
    ledger.unknown();
    absence.perhapsCreated(now);
  }

  /** Whether it has instances that a former life of the endpoint, or of its journal, left. */
  boolean inherits() {
    return ledger.instances().values().stream()
        .map(KnownInstance::standing)
        .anyMatch(it -> it == Standing.FORMER || (!touched && it == Standing.OURS));
  }

  /** What is known of a service that is not seen. */
  AbsenceEvidence absence() {
    return absence;
  }

  boolean confirmationDue(Instant now) {
    return !ledger.inFlight().isEmpty() && !now.isBefore(clock.confirmAt());
  }

  boolean auditDue(Instant now) {
    return !now.isBefore(auditAt);
  }

  /** When this service wants a pass without anything having happened; audits wait for writes. */
  Instant nextLook() {
    if (update.isUnderWay()) {
      return update.askAt();
    }
    if (ledger.presence() == Presence.UNKNOWN) {
      return Comparators.max(absence.doubtfulUntil(), inspectAt);
    }
    Instant usual = ledger.inFlight().isEmpty() ? auditAt : clock.confirmAt();
    Instant next = Comparators.min(usual, recheckAt);
    return ledger.hasUnproven() ? Comparators.min(clock.proofAt(), next) : next;
  }

  /** The changes that should have ended long ago. */
  ImmutableList<Map.Entry<InstanceId, InFlight>> overdue(Instant now) {
    return ledger.inFlight().entrySet().stream()
        .filter(pending -> isOverdue(pending.getKey(), pending.getValue(), now))
        .map(pending -> Map.entry(pending.getKey(), pending.getValue()))
        .collect(ImmutableList.toImmutableList());
  }

  private boolean isOverdue(InstanceId id, InFlight pending, Instant now) {
    boolean telling = recent.isAmbiguous(id) && pending.operation().isPresent();
    return pending.since().plus(telling ? IMPATIENCE : PATIENCE).isBefore(now);
  }

  /** A change of an instance is on its way. */
  void sent(InstanceId id, InFlight change) {
    clock.sent(change.since(), ledger.inFlight().isEmpty());
    touched = true;
    recent.sent(id, change, ledger.instances().get(id));
    ledger.sent(id, change);
  }

  /** Takes in what can be discovered, asked for at {@code askedAt}. */
  void discovered(Map<InstanceId, KnownInstance> found, Instant askedAt, Instant now) {
    confirm(found);
    prove(found, now);
    if (!ledger.inFlight().isEmpty()) {
      clock.looked(isAnyFresh(now), ledger.lastWrite(), now);
      if (auditAt.equals(Instant.MAX)) {
        auditAt = now.plus(auditEvery);
      }
      if (!auditDue(now) && ledger.inventory() != Inventory.NONE) {
        return;
      }
    }
    auditAt = auditAfter(askedAt, now);
    recent.forgetOld(now);
    ledger.lookedAt();
    if (ledger.inventory() == Inventory.NONE) {
      ledger.seen(found, Inventory.SEEN);
    } else if (askedAt.isAfter(ledger.lastWrite().plus(SETTLE))) {
      compare(found);
    } else {
      auditAt = ledger.lastWrite().plus(SETTLE).plusSeconds(1);
    }
  }

  private Instant auditAfter(Instant askedAt, Instant now) {
    return askedAt.isBefore(lagsUntil) ? lagsUntil : now.plus(auditEvery);
  }

  /** AWS takes half a minute to offer what was set healthy. */
  private void prove(Map<InstanceId, KnownInstance> found, Instant now) {
    found.forEach((id, instance) -> {
      if (instance.health().equals(Optional.of(HealthStatus.HEALTHY))) {
        ledger.proven(id);
      }
    });
    clock.proven(!ledger.hasUnproven(), now);
  }

  /** An instance was set healthy: it is to be seen when AWS offers it. */
  void healthSet(InstanceId id, HealthStatus health, Instant now) {
    ledger.healthSet(id, health, now);
    if (ledger.isUnproven(id)) {
      clock.setHealthy(now);
    }
  }

  boolean proofDue(Instant now) {
    return ledger.hasUnproven() && !now.isBefore(clock.proofAt());
  }

  private boolean isAnyFresh(Instant now) {
    return ledger.inFlight().entrySet().stream()
        .anyMatch(it -> !isOverdue(it.getKey(), it.getValue(), now));
  }

  /** Instances of ours that were acknowledged and that no page of the listing has shown yet. */
  ImmutableSet<InstanceId> expected() {
    return ledger.instances().entrySet().stream()
        .filter(it -> it.getValue().ours() && !ledger.inFlight().containsKey(it.getKey()))
        .map(Map.Entry::getKey)
        .filter(id -> !listing.shows(id))
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Takes in one page of a complete listing; on the last page the ledger is what it says. */
  void listed(Page<RegisteredInstance> page, Identity identity, Instant askedAt, Instant now) {
    listing
        .add(page, instance -> known(instance, identity), askedAt)
        .ifPresent(all -> listed(all, now));
  }

  private void listed(Map<InstanceId, KnownInstance> all, Instant now) {
    Instant since = listing.since();
    if (ledger.lastWrite().isBefore(since)) {
      if (since.isAfter(ledger.lastWrite().plus(SETTLE))) {
        ledger.seenSettled(all, Inventory.COMPLETE);
      } else {
        ledger.seen(all, Inventory.COMPLETE);
      }
      listedAsOf = since;
      auditAt = auditAfter(since, now);
    }
  }

  private KnownInstance known(RegisteredInstance instance, Identity identity) {
    Optional<HealthStatus> health =
        Optional.ofNullable(ledger.instances().get(instance.id())).flatMap(KnownInstance::health);
    return RegistryReader.known(instance.attributes(), health, identity);
  }

  /** One read proves a whole batch. */
  private void confirm(Map<InstanceId, KnownInstance> found) {
    // An empty page is no proof as long as others have to be in it.
    boolean blank =
        found.isEmpty() && !ledger.inFlight().keySet().containsAll(ledger.instances().keySet());
    for (InstanceId id : ledger.pending()) {
      if (recent.isAmbiguous(id)) {
        continue;
      }
      switch (ledger.inFlight().get(id)) {
        case InFlight.Registering(var desired, _, _) -> {
          KnownInstance instance = found.get(id);
          if (instance != null
              && !InstanceAttributes.differ(desired.attributes(), instance.attributes())) {
            ledger.acknowledged(id, instance.health(desired.health()));
          }
        }
        case InFlight.Deregistering _ -> {
          if (!found.containsKey(id) && !blank) {
            ledger.gone(id);
          }
        }
        case InFlight.Busy _ -> {}
        case null -> {}
      }
    }
  }

  /** A lagging read that agrees is proof enough; one that differs is only a reason to list. */
  private void compare(Map<InstanceId, KnownInstance> found) {
    Set<InstanceId> settled = Sets.difference(found.keySet(), ledger.inFlight().keySet());
    if (!settled.equals(Sets.difference(ledger.instances().keySet(), ledger.inFlight().keySet()))) {
      ledger.doubted();
      return;
    }
    Maps.filterKeys(found, settled::contains)
        .forEach((id, instance) -> {
          KnownInstance known = ledger.instances().get(id);
          if (known != null && known.ours()) {
            if (!instance.ours()
                || InstanceAttributes.differ(known.attributes(), instance.attributes())) {
              ledger.doubted();
            } else {
              ledger.acknowledged(id, instance.orHealthOf(known));
            }
          }
        });
  }
}
