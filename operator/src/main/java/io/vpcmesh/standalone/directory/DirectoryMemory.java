package io.vpcmesh.standalone.directory;

import static com.google.common.collect.ImmutableSortedMap.toImmutableSortedMap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import io.vpcmesh.model.Key;
import io.vpcmesh.topology.TopologyEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Stream;

/**
 * Everything that is known of a directory between two looks at it.
 *
 * @param records what is remembered over restarts
 * @param shown what the engine was told last
 * @param look the newest look
 * @param since when the directory began to look so
 * @param pruned when resources were pruned without asking
 */
public record DirectoryMemory(
    ImmutableSortedMap<String, FileMemory> files,
    ImmutableSortedMap<ManifestName, ResourceRecord> records,
    ImmutableMap<ManifestName, ImmutableList<TopologyEvent>> shown,
    Look look,
    Instant since,
    ImmutableList<Instant> pruned) {

  /** What a daemon knows when it starts: that which was written down. */
  public static DirectoryMemory restored(
      Iterable<ResourceRecord> records, DirectoryRecord directory, Instant now) {
    ImmutableSortedMap<ManifestName, ResourceRecord> byName =
        ImmutableSortedMap.copyOf(Maps.uniqueIndex(records, ResourceRecord::name));
    Stream<String> files =
        Stream.concat(
            byName.values().stream().map(ResourceRecord::file),
            directory.files().keySet().stream());
    return new DirectoryMemory(
        files
            .distinct()
            .collect(
                byPath(path ->
                    FileMemory.unseen(Optional.ofNullable(directory.files().get(path)), now))),
        byName,
        ImmutableMap.of(),
        new Look.Unavailable("was not looked at yet"),
        now,
        directory.pruned());
  }

  /** What must be written down of the directory itself. */
  public DirectoryRecord record() {
    ImmutableSortedMap.Builder<String, CountedFile> counted = ImmutableSortedMap.naturalOrder();
    files.forEach((path, file) -> file.counted().ifPresent(trace -> counted.put(path, trace)));
    return new DirectoryRecord(counted.buildOrThrow(), pruned);
  }

  /** Takes in a new look. */
  public DirectoryMemory looked(Look next, Instant now) {
    if (next.equals(look)) {
      return this;
    }
    ImmutableSortedMap<String, Fingerprint> visible = next.visible();
    ImmutableSortedMap<String, FileMemory> seen =
        Sets.union(files.keySet(), visible.keySet()).stream()
            .collect(
                byPath(path -> known(path, now).seen(Optional.ofNullable(visible.get(path)), now)));
    return new DirectoryMemory(seen, records, shown, next, now, pruned);
  }

  /** The files that have been quiet long enough to be read. */
  public ImmutableSet<String> toBeRead(Instant now) {
    return files.entrySet().stream()
        .filter(file -> file.getValue().isToBeRead(now))
        .map(Map.Entry::getKey)
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Takes in what was read. */
  public DirectoryMemory read(Map<String, Reading> readings) {
    return withFiles(
        files.keySet().stream()
            .collect(
                byPath(path ->
                    Optional.ofNullable(readings.get(path))
                        .map(known(path, since)::read)
                        .orElseGet(() -> known(path, since)))));
  }

  /** Forgets a resource whose deletion is complete; a file may declare it anew. */
  public DirectoryMemory released(Key key) {
    ManifestName name = ManifestName.of(key);
    return new DirectoryMemory(
        files,
        ImmutableSortedMap.copyOf(Maps.filterKeys(records, other -> !other.equals(name))),
        ImmutableMap.copyOf(Maps.filterKeys(shown, other -> !other.equals(name))),
        look,
        since,
        pruned);
  }

  /** The files whose content counts, as they look. */
  public ImmutableSortedMap<String, Fingerprint> taken() {
    ImmutableSortedMap.Builder<String, Fingerprint> taken = ImmutableSortedMap.naturalOrder();
    files.forEach((path, file) -> {
      if (file.isSettled()) {
        file.look().ifPresent(look -> taken.put(path, look));
      }
    });
    return taken.buildOrThrow();
  }

  /** The files whose content does not count, or not any more, for as long as they look so. */
  public ImmutableSortedSet<String> notTaken() {
    return ImmutableSortedSet.copyOf(Sets.difference(files.keySet(), taken().keySet()));
  }

  /** Whether every file that is there was read at least once. */
  public boolean isComplete() {
    return files.values().stream().noneMatch(FileMemory::isUnknown);
  }

  /** Whether nothing can happen before the next change of the directory. */
  public boolean isAtRest() {
    return files.values().stream().allMatch(FileMemory::isSettled)
        && records.values().stream().noneMatch(ResourceRecord::isPrunable);
  }

  boolean lookedSameFor(Duration time, Instant now) {
    return !since.plus(time).isAfter(now);
  }

  DirectoryMemory withFiles(ImmutableSortedMap<String, FileMemory> next) {
    return new DirectoryMemory(next, records, shown, look, since, pruned);
  }

  private FileMemory known(String path, Instant now) {
    FileMemory file = files.get(path);
    return file == null ? FileMemory.unseen(Optional.empty(), now) : file;
  }

  static Collector<String, ?, ImmutableSortedMap<String, FileMemory>> byPath(
      Function<String, FileMemory> file) {
    return toImmutableSortedMap(Comparator.naturalOrder(), path -> path, file);
  }
}
