package io.vpcmesh.engine;

import com.google.common.base.Splitter;
import com.google.common.collect.Comparators;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.cloud.NamespaceDescription;
import io.vpcmesh.deployment.Rollout;
import io.vpcmesh.engine.EndpointJournal.Home;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.RoleArn;
import io.vpcmesh.model.Stance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the engine remembers of one mesh between its passes. */
final class MeshState {

  /** How often an operation on the namespace is asked about. */
  static final Duration POLL = Duration.ofSeconds(2);

  /** The longest that AWS works on a new namespace. */
  private static final Duration CREATION = Duration.ofMinutes(1);

  final MeshId key;
  final Failures failures = new Failures();
  final NamespaceUsage usage = new NamespaceUsage();
  final GroupReads groupReads = new GroupReads();
  final DnsGroups dns = new DnsGroups();
  final ListReads listReads = new ListReads();
  final AlarmReads alarms = new AlarmReads();
  final Set<EndpointKey> ready = new HashSet<>();

  /** As it shall be written down next; it goes on only from what is written. */
  Rollout<ServiceMeshSpec> rollout;

  /** What the change under way does or waits for. */
  Optional<String> message = Optional.empty();

  /** The change under way as its endpoints see it. */
  final MeshChange change = new MeshChange();

  /** Which revisions the index was told to hold. */
  Optional<Stance<String>> told = Optional.empty();

  /** Until when nothing could move, or when it did last. */
  Instant movedAt = Instant.EPOCH;

  /** How many endpoints had not followed when it was looked last. */
  int behind;

  /** The endpoints with a deployment under way that counts. */
  final Set<EndpointKey> deploying = new HashSet<>();

  /** Those whose deployment waits for a place among them. */
  final Set<EndpointKey> awaitingPlace = new TreeSet<>();

  final Set<EndpointKey> residents = new HashSet<>();

  MeshJournal journal;
  final WritePace journalPace = new WritePace();
  @Nullable ServiceMeshStatus status;
  final WritePace statusPace = new WritePace();
  boolean releasing;

  /** Whether AWS was looked at since the start. */
  boolean surveyed;

  /** Whether AWS cannot be looked at. */
  boolean blind;

  /** Endpoints of which nothing is known yet since the start: sums over them would be too small. */
  final Set<EndpointKey> silent = new HashSet<>();

  MeshFact fact = new MeshFact.Barred("the mesh was not looked at yet");

  /** Where the namespace is looked for, and as whom. */
  Optional<Place> place = Optional.empty();

  Networks networks = Networks.UNKNOWN;
  Search search = Search.PENDING;
  Optional<String> account = Optional.empty();
  Instant accountToldAt = Instant.EPOCH;
  Optional<Problem> refusal = Optional.empty();
  Optional<Operation> operation = Optional.empty();
  Optional<Found> namespace = Optional.empty();
  Optional<NamespaceId> created = Optional.empty();

  /** When the search for the namespace last ended. */
  Instant searchedAt = Instant.EPOCH;

  /** Until then a namespace may appear that we began to create without being told. */
  private Instant doubtfulUntil = Instant.EPOCH;

  /** Until then one may appear that a former process began to create. */
  private Instant formerCreationUntil = Instant.EPOCH;

  /** Namespaces of the right name and type, as listed so far, and those whose tags are unread. */
  final List<NamespaceDescription> candidates = new ArrayList<>();

  final Deque<NamespaceDescription> untagged = new ArrayDeque<>();
  final List<Found> tagged = new ArrayList<>();
  Optional<String> nextPage = Optional.empty();

  MeshState(MeshId key, MeshJournal journal) {
    this.key = key;
    this.journal = journal;
    this.rollout = journal.rollout();
  }

  /** Whether one more endpoint may have a deployment under way. */
  boolean hasPlace(EndpointKey endpoint, int most) {
    return deploying.contains(endpoint) || deploying.size() < most;
  }

  /** How far the search for the namespace is. */
  enum Search {
    PENDING,
    /** Listings do not show the one that was written down. */
    HIDDEN,
    LISTED,
    DONE
  }

  /** A namespace with whose it is. */
  record Found(NamespaceDescription description, Standing standing) {

    Home home(Place place) {
      return new Home(
          place.region(), place.role(), description.id().value(), description.httpName());
    }

    /** The account that the namespace is in, as its ARN says. */
    Optional<String> account() {
      return Splitter.on(':')
          .splitToStream(description.arn())
          .skip(4)
          .findFirst()
          .filter(account -> !account.isEmpty());
    }
  }

  /** An operation on the namespace that is under way. */
  record Operation(OperationId id, boolean deletion, Instant askAt) {}

  /** Whether namespaces of the right name were found, and none of them is ours. */
  boolean sawOnlyOthers() {
    return !tagged.isEmpty() && namespace.isEmpty();
  }

  /** The answer to the creation of a namespace was lost. */
  void perhapsCreated(Instant now) {
    searchAnew();
    doubtfulUntil = now.plus(CREATION);
  }

  /** A former process wanted a namespace and did not note that it was there. */
  void perhapsBegunBefore(Instant now) {
    formerCreationUntil = now.plus(CREATION);
  }

  /** What goes leaves nothing behind, be it still on its way. */
  void leave() {
    doubtfulUntil = Comparators.max(doubtfulUntil, formerCreationUntil);
  }

  /** Whether a search found no namespace of ours although a creation might have ended since. */
  boolean searchedTooEarly() {
    return search == Search.DONE && namespace.isEmpty() && searchedAt.isBefore(doubtfulUntil);
  }

  /** Whether there is no namespace of ours for sure. */
  boolean foundNone() {
    boolean none = namespace.filter(found -> found.standing() != Standing.UNMARKED).isEmpty();
    return search == Search.DONE && none && operation.isEmpty() && !searchedTooEarly();
  }

  /** Whatever stood in the way may have changed. */
  void encourage() {
    failures.clear();
    listReads.encourage();
    refusal = Optional.empty();
    if (search == Search.DONE && namespace.isEmpty() && operation.isEmpty()) {
      searchAnew();
    }
  }

  /**
   * The mesh is reached there and so from now on. Another role of the account that its namespace is
   * in sees what was seen before; whoever else may see something else.
   */
  void goTo(Place next) {
    boolean moved = place.filter(before -> !before.equals(next)).isPresent();
    place = Optional.of(next);
    if (!moved) {
      return;
    }
    failures.clear();
    listReads.forget();
    alarms.forget();
    Optional<String> there = namespace.flatMap(Found::account).or(journal::account);
    boolean sameAccount = there.isPresent() && next.role().map(RoleArn::account).equals(there);
    if (!sameAccount) {
      created = Optional.empty();
      networks = Networks.UNKNOWN;
      refusal = Optional.empty();
      searchAnew();
    }
  }

  /** Whether the mesh is there to read for its endpoints at that place. */
  boolean readsAt(Place asked) {
    return place.equals(Optional.of(asked)) && !(fact instanceof MeshFact.Barred);
  }

  /** Takes an answer in, unless the mesh has gone elsewhere since the question. */
  <T> Consumer<T> unlessMoved(Consumer<T> taking) {
    Optional<Place> asked = place;
    return answer -> {
      if (place.equals(asked)) {
        taking.accept(answer);
      }
    };
  }

  /** The credentials belong to this account; if that is news, nothing seen before holds. */
  void tellAccount(String now, Instant at) {
    if (account.isPresent() && !account.orElseThrow().equals(now)) {
      searchAnew();
    }
    account = Optional.of(now);
    accountToldAt = at;
  }

  /**
   * Nothing is known of the namespace any more: it has to be looked for. Perhaps it is the
   * credentials that have changed, so that is asked as well.
   */
  void searchAnew() {
    account = Optional.empty();
    search = Search.PENDING;
    namespace = Optional.empty();
    operation = Optional.empty();
    candidates.clear();
    untagged.clear();
    tagged.clear();
    nextPage = Optional.empty();
  }
}
