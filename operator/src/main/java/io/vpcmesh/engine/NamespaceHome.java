package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.ServiceDescription;
import io.vpcmesh.engine.EndpointJournal.Home;
import io.vpcmesh.model.Key;
import java.time.Instant;
import java.util.Optional;

/**
 * The services of one Cloud Map namespace, as listed: page by page, and of use only when complete.
 */
final class NamespaceHome {

  /** What a key's request for a page is about. */
  static final String LISTING = "services";

  private final Home home;
  private final ListMultimap<String, ServiceDescription> reading =
      MultimapBuilder.hashKeys().arrayListValues().build();
  private Optional<String> nextPage = Optional.empty();
  private Instant readingSince = Instant.EPOCH;
  private ImmutableListMultimap<String, ServiceDescription> services = ImmutableListMultimap.of();
  private Instant listedAt = Instant.EPOCH;
  private Instant completedAt = Instant.EPOCH;
  private Instant forgottenAt = Instant.EPOCH;
  private boolean suspected;
  private Optional<Key> reader = Optional.empty();

  NamespaceHome(Home home) {
    this.home = home;
  }

  Home home() {
    return home;
  }

  /** Since when the complete listing is true; {@link Instant#EPOCH} when there is none. */
  Instant listedAt() {
    return listedAt;
  }

  boolean listed() {
    return !listedAt.equals(Instant.EPOCH);
  }

  /** When the last page of the complete listing came. */
  Instant completedAt() {
    return completedAt;
  }

  /** Whether something hints at the namespace itself being gone: it is to be asked for. */
  boolean suspected() {
    return suspected;
  }

  void suspect(boolean now) {
    suspected = now;
  }

  /** The services of that name; more than one only if the server knows no filter. */
  ImmutableList<ServiceDescription> find(String name) {
    return services.get(name);
  }

  ImmutableListMultimap<String, ServiceDescription> services() {
    return services;
  }

  /** The page to read next. */
  Optional<String> nextPage() {
    return nextPage;
  }

  /** Whether it is this key's turn to read; somebody else may have it. */
  boolean elect(Key key) {
    if (reader.isEmpty()) {
      reader = Optional.of(key);
    }
    return reader.equals(Optional.of(key));
  }

  /**
   * It is somebody else's turn.
   *
   * @return whether it was this key's
   */
  boolean resign(Key key) {
    boolean reads = reader.equals(Optional.of(key));
    if (reads) {
      reader = Optional.empty();
      restart();
    }
    return reads;
  }

  /**
   * Takes in a page that the key asked for then; nothing comes of it when it is no longer its turn.
   *
   * @return whether the listing is complete by it
   */
  boolean read(Key key, Page<ServiceDescription> page, Instant askedAt, Instant now) {
    if (!askedAt.isAfter(forgottenAt) || !reader.equals(Optional.of(key))) {
      return false;
    }
    if (nextPage.isEmpty()) {
      reading.clear();
      readingSince = askedAt;
    }
    page.items().forEach(service -> reading.put(service.name(), service));
    nextPage = page.nextToken();
    if (nextPage.isPresent()) {
      return false;
    }
    services = ImmutableListMultimap.copyOf(reading);
    listedAt = readingSince;
    completedAt = now;
    reader = Optional.empty();
    reading.clear();
    return true;
  }

  /**
   * The listing missed something: it has to be read anew before anything is concluded. A page that
   * is under way is none of the new listing.
   */
  void forget(Instant now) {
    forgottenAt = now;
    listedAt = Instant.EPOCH;
    restart();
  }

  /** The next page must be the first one again. */
  void restart() {
    nextPage = Optional.empty();
  }
}
