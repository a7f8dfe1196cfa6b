package io.vpcmesh.standalone.directory;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import io.vpcmesh.standalone.directory.ResourceRecord.Orphaned;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Brings the record of one declared thing up to date with what the files say. */
final class RecordKeeper {

  private final String installation;
  private final Sightings sightings;
  private final Map<String, FileMemory> before;
  private final Instant now;

  /**
   * A keeper for one decision.
   *
   * @param before the files as they counted until now
   */
  RecordKeeper(
      String installation, Sightings sightings, Map<String, FileMemory> before, Instant now) {
    this.installation = installation;
    this.sightings = sightings;
    this.before = before;
    this.now = now;
  }

  /** A record that waits for its deletion is left alone: a new declaration begins a new life. */
  Optional<Kept> next(ManifestName name, Optional<ResourceRecord> record) {
    ImmutableList<Sighting> seen = sightings.readable().get(name);
    if (record.isEmpty()) {
      return seen.isEmpty() ? Optional.empty() : Optional.of(first(seen));
    }
    return Optional.of(
        record.orElseThrow().deleting()
            ? Kept.well(record.orElseThrow())
            : next(record.orElseThrow(), seen));
  }

  private Kept first(ImmutableList<Sighting> seen) {
    Sighting first = seen.getFirst();
    return judged(ResourceRecord.first(first, uid(first.name()), now), first, seen);
  }

  private Kept next(ResourceRecord record, ImmutableList<Sighting> seen) {
    Optional<String> broken = sightings.troubleAt(record.file(), record.name());
    if (broken.isPresent()) {
      return Kept.despite(broken.orElseThrow(), record);
    }
    return inForce(record, seen)
        .map(sighting -> judged(record.seen(sighting), sighting, seen))
        .orElseGet(() -> unseen(record));
  }

  /** The place that was first, for as long as it lasts. */
  private static Optional<Sighting> inForce(ResourceRecord record, ImmutableList<Sighting> seen) {
    return seen.stream()
        .filter(sighting -> sighting.place().file().equals(record.file()))
        .filter(sighting -> !sighting.vanishing())
        .findFirst()
        .or(() -> seen.stream().filter(sighting -> !sighting.vanishing()).findFirst())
        .or(() -> seen.stream().findFirst());
  }

  private static Kept judged(
      ResourceRecord record, Sighting inForce, ImmutableList<Sighting> seen) {
    return seen.stream()
        .filter(other -> !other.vanishing() && !other.place().equals(inForce.place()))
        .findFirst()
        .map(other -> Kept.despite(twice(inForce, other), record))
        .orElseGet(() -> Kept.well(record));
  }

  private static String twice(Sighting inForce, Sighting other) {
    return "%s is declared in %s and again in %s: the first stays in force, remove one of them"
        .formatted(inForce.name(), inForce.place(), other.place());
  }

  private Kept unseen(ResourceRecord record) {
    Optional<String> trouble = sightings.troubleIn(record.file());
    if (trouble.isPresent()) {
      return Kept.despite(trouble.orElseThrow(), record);
    }
    boolean mayStillBeThere = sightings.unknown().contains(record.file());
    return Kept.well(
        mayStillBeThere || record.orphaned().isPresent()
            ? record
            : record.orphaned(orphaned(record)));
  }

  private Orphaned orphaned(ResourceRecord record) {
    return new Orphaned(
        now,
        Optional.ofNullable(before.get(record.file()))
            .flatMap(FileMemory::counted)
            .flatMap(CountedFile::branch));
  }

  private String uid(ManifestName name) {
    byte[] hash =
        Hashing.sha256()
            .hashString(installation + "\n" + name + "\n" + now, StandardCharsets.UTF_8)
            .asBytes();
    ByteBuffer bits = ByteBuffer.wrap(hash);
    return new UUID(bits.getLong(), bits.getLong()).toString();
  }
}
