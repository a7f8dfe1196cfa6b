package io.vpcmesh.engine;

import com.google.common.collect.Comparators;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.NetworkInterface;
import io.vpcmesh.engine.EndpointJournal.GroupRef;
import io.vpcmesh.firewall.GroupFacts;
import io.vpcmesh.firewall.GroupLedger;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.firewall.KnownRule;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The ledger of an endpoint's security group with the times at which to look again. */
final class GroupTrack {

  /** How long after a write a lagging read proves nothing. */
  static final Duration SETTLE = Duration.ofSeconds(60);

  /** After what time a surprising read is made once more. */
  private static final Duration CONFIRM = Duration.ofSeconds(5);

  /** How often a group that is to go is asked who carries it. */
  static final Duration CARRIERS = Duration.ofSeconds(20);

  private final GroupLedger ledger = new GroupLedger();
  private final Duration auditEvery;
  private final Instant lagsUntil;
  final PortUse ports;
  final Gathering gathering = new Gathering();
  private GroupRef ref;

  /** Whether reads do not show the group of the known id, and AWS has to say what is so. */
  private boolean missed;

  private Instant auditAt = Instant.MAX;
  private Instant readAt = Instant.EPOCH;
  private Instant readAgainAt = Instant.EPOCH;
  private Instant madeAt = Instant.EPOCH;

  /** When a read shows all that was sent by then. */
  private Instant absenceShowsAt;

  /** What was read last and is not believed yet. */
  private Optional<KnownGroup> doubtful = Optional.empty();

  /** Until when what is to be closed may not show yet. */
  private Instant hiddenUntil = Instant.MIN;

  /** Whether we may have made it ourselves, since it was written down that we would. */
  private boolean announced;

  private boolean deleted;
  private Instant leavingSince = Instant.MAX;
  private boolean abandoned;

  /** Whether it carried our mark of this life once. */
  private boolean marked;

  private Optional<Carriers> carriers = Optional.empty();
  private Instant carriersAskedAt = Instant.EPOCH;

  /**
   * @param begunBefore whether a former process may have made the group a moment ago
   * @param lagsUntil when reads show what a former process sent
   */
  GroupTrack(
      GroupRef ref, boolean begunBefore, Instant lagsUntil, Instant now, Duration auditEvery) {
    this.ref = ref;
    this.lagsUntil = lagsUntil;
    this.absenceShowsAt = begunBefore ? now.plus(SETTLE) : Instant.EPOCH;
    this.announced = begunBefore;
    this.auditEvery = auditEvery;
    this.ports = new PortUse(now);
  }

  /** Which network interfaces carry the group, as they were read. */
  record Carriers(ImmutableList<NetworkInterface> interfaces, Instant askedAt) {

    ImmutableList<String> ids() {
      return interfaces.stream().map(NetworkInterface::id).collect(ImmutableList.toImmutableList());
    }

    /** How many of these addresses carry it. */
    int among(ImmutableSet<IpAddress> addresses) {
      return (int)
          interfaces.stream()
              .flatMap(each -> each.addresses().stream())
              .filter(addresses::contains)
              .distinct()
              .count();
    }
  }

  GroupLedger ledger() {
    return ledger;
  }

  /** Where it is, with its id if that was ever told. */
  GroupRef ref() {
    return ref;
  }

  /** Takes in what was read, unless it is more likely old than true: then it is read once more. */
  void read(KnownGroup read, Instant askedAt, Instant now) {
    KnownGroup group = askedAt.isAfter(ledger.lastWrite().plus(SETTLE)) ? orRivals(read) : read;
    boolean surprise =
        ledger.known() instanceof KnownGroup.Present
            && !ledger.known().equals(group)
            && !doubtful.equals(Optional.of(group));
    boolean early = group instanceof KnownGroup.Absent && askedAt.isBefore(absenceShowsAt);
    if (!askedAt.isAfter(ledger.lastWrite().plus(SETTLE)) && !isUnread()) {
      auditAt = ledger.lastWrite().plus(SETTLE).plusSeconds(1);
      doubtful = Optional.empty();
      return;
    }
    if (surprise || (early && !ledger.known().equals(group))) {
      doubtful = Optional.of(group);
      readAgainAt = now.plus(CONFIRM);
      return;
    }
    missed = group instanceof KnownGroup.Absent && ref.id().isPresent();
    if (missed) {
      // Empty pages come in rows.
      return;
    }
    ledger.seen(group);
    marked |= ledger.facts().filter(facts -> facts.standing() == Standing.OURS).isPresent();
    readAt = askedAt;
    deleted = false;
    doubtful = Optional.empty();
    Instant shows = Comparators.max(ledger.lastWrite().plus(SETTLE).plusSeconds(1), lagsUntil);
    auditAt = askedAt.isBefore(shows) ? shows : now.plus(auditEvery);
    ref = ref.id(ledger.id());
  }

  /** Which group AWS has to be asked about, whether it knows of it: reads do not show it. */
  Optional<SecurityGroupId> unproven() {
    return ref.id().filter(_ -> missed);
  }

  /**
   * Takes in whether AWS said of the group that reads do not show that it is gone. From then on it
   * is looked for by its name, as another one may have that by now.
   */
  void proven(boolean missing, Instant now) {
    missed = false;
    readAgainAt = missing ? now : now.plus(CARRIERS);
    if (missing) {
      ref = ref.id(Optional.empty());
      doubtful = Optional.empty();
      ledger.unknown();
      if (ref.isNameless()) {
        ledger.seen(new KnownGroup.Absent());
        readAt = now;
      }
    }
  }

  private boolean isAbsent() {
    return ledger.known() instanceof KnownGroup.Absent;
  }

  /** A mark of another life that replaced ours of this one was not left by a former one. */
  private KnownGroup orRivals(KnownGroup read) {
    return marked
            && read instanceof KnownGroup.Present(GroupFacts facts, var rules)
            && facts.standing() == Standing.FORMER
        ? new KnownGroup.Present(facts.standing(Standing.RIVAL), rules)
        : read;
  }

  /** A rule that we made a moment ago and that is to go did not show. */
  void hidden(Instant now) {
    hiddenUntil = now.plus(CONFIRM);
  }

  Instant hiddenUntil() {
    return hiddenUntil;
  }

  /** Whether a former life of the endpoint, or of its journal, left it as it is. */
  boolean inherits() {
    return ledger
        .facts()
        .map(GroupFacts::standing)
        .filter(it -> it == Standing.FORMER || (!announced && it == Standing.OURS))
        .isPresent();
  }

  /** It carries our mark of this life now. */
  void claimed() {
    marked = true;
  }

  /** From then on it shall go, or no longer. */
  void leave(boolean leaving, Instant now) {
    leavingSince = leaving ? Comparators.min(leavingSince, now) : Instant.MAX;
  }

  /**
   * Whether nothing carries it, as a read shows that was made long enough after it was given up.
   */
  boolean isGivenUp(Instant now) {
    return isFree(now)
        && carriers
            .filter(read -> !read.askedAt().minus(SETTLE).isBefore(leavingSince))
            .isPresent();
  }

  /** Whether nobody is let in by it any more, since nothing carries it and nothing shall. */
  boolean isAbandoned() {
    return abandoned;
  }

  void abandon(boolean now) {
    abandoned = now;
  }

  /** The group is as this wish wants it, or it is not to be remembered that it was. */
  void settle(Optional<String> print) {
    ref = ref.settled(print);
  }

  /** A creation may have happened, whatever reads say for a while. */
  void perhapsCreated(Instant now) {
    announced = true;
    ledger.unknown();
    absenceShowsAt = now.plus(SETTLE);
  }

  /** It was made; reads may not show it yet. */
  void created(SecurityGroupId id, Instant now) {
    ref = ref.id(Optional.of(id));
    announced = true;
    missed = false;
    madeAt = now;
    absenceShowsAt = now.plus(SETTLE);
    marked = true;
    auditAt = now.plus(auditEvery);
    deleted = false;
  }

  /** AWS says that it is deleted. */
  void deleted(Instant now) {
    ledger.deleted(now);
    deleted = true;
    marked = false;
    ref = ref.id(Optional.empty());
    missed = false;
  }

  /** Whether there is no such group, and none can come of what a former process began. */
  boolean gone() {
    return isAbsent() && absenceShows();
  }

  private boolean absenceShows() {
    return deleted || !readAt.isBefore(absenceShowsAt);
  }

  /**
   * Whether we made it a moment ago, so that reads may not show it and nobody can have marked it.
   */
  boolean isFresh(Instant now) {
    return ledger.isFresh() && now.isBefore(madeAt.plus(SETTLE));
  }

  boolean isUnread() {
    return ledger.known() instanceof KnownGroup.Unknown;
  }

  /** Whether a read is due, be it to prove that the group is gone. */
  boolean readDue(boolean leaving, Instant now) {
    boolean shows = leaving && isAbsent() && !absenceShows() && !now.isBefore(absenceShowsAt);
    boolean again = (isUnread() || doubtful.isPresent()) && !now.isBefore(readAgainAt);
    return again || shows || (doubtful.isEmpty() && !now.isBefore(auditAt));
  }

  Optional<Carriers> carriers() {
    return carriers;
  }

  /** AWS says that somebody uses it after all: what was read was too old. */
  void inUse() {
    carriers = Optional.empty();
  }

  void carriedBy(ImmutableList<NetworkInterface> interfaces, Instant askedAt) {
    carriers = Optional.of(new Carriers(interfaces, askedAt));
    carriersAskedAt = askedAt;
  }

  /** Nobody could tell; what was known before is too old to be told. */
  void carriersUnknown(Instant askedAt) {
    carriers = Optional.empty();
    carriersAskedAt = askedAt;
  }

  /**
   * When it is to be asked who carries a group that stays: soon, while a part of the instances does
   * and the others are being replaced.
   */
  Instant carriageDueAt(ImmutableSet<IpAddress> addresses) {
    if (ledger.facts().isEmpty()) {
      return Instant.MAX;
    }
    int carrying = carriers.map(read -> read.among(addresses)).orElse(0);
    boolean underWay = carrying > 0 && carrying < addresses.size();
    Instant again = carriersAskedAt.plus(underWay ? SETTLE : auditEvery);
    return Comparators.max(again, madeAt.plus(SETTLE));
  }

  /** Whether nobody carried it a moment ago. */
  boolean isFree(Instant now) {
    return carriers
        .filter(read -> !isOld(read, now))
        .filter(read -> read.interfaces().isEmpty())
        .isPresent();
  }

  /** Whether it has to be asked who carries it. */
  boolean carriersDue(Instant now) {
    return carriers.filter(read -> !isOld(read, now)).isEmpty();
  }

  private static boolean isOld(Carriers read, Instant now) {
    return !now.isBefore(read.askedAt().plus(CARRIERS));
  }

  /** When the group wants a pass without anything having happened. */
  Instant nextLook(boolean leaving) {
    if (isUnread() || doubtful.isPresent()) {
      return readAgainAt;
    }
    if (!leaving) {
      return auditAt;
    }
    if (isAbsent()) {
      // Nobody carries it, so nobody is asked about that.
      return gone() ? Instant.MAX : absenceShowsAt;
    }
    return carriers.map(read -> read.askedAt().plus(CARRIERS)).orElse(Instant.MAX);
  }

  /** The ports that are open for anybody. */
  ImmutableSet<PortNumber> openPorts() {
    return ledger.rules().stream()
        .flatMap(rule -> rule.opening().stream())
        .filter(opening -> opening.ports().first().equals(opening.ports().last()))
        .map(opening -> opening.ports().first())
        .collect(ImmutableSet.toImmutableSet());
  }

  /** The prefix lists that rules are from, whoever made them. */
  ImmutableSet<PrefixListId> lists() {
    return ledger.rules().stream()
        .flatMap(rule -> rule.source().prefixList().stream())
        .collect(ImmutableSet.toImmutableSet());
  }

  /** The groups that rules of ours name. */
  ImmutableSet<SecurityGroupId> sources() {
    return ledger.rules().stream()
        .map(KnownRule::source)
        .filter(TrafficSource.Group.class::isInstance)
        .map(source -> ((TrafficSource.Group) source).group())
        .collect(ImmutableSet.toImmutableSet());
  }
}
