package io.vpcmesh.standalone.directory;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Multimaps;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides which contents count from now on, and which files are gone for good. */
final class Settling {

  private final DirectoryMemory memory;
  private final ImmutableListMultimap<String, ResourceRecord> recordsByFile;
  private final Instant now;

  private Settling(DirectoryMemory memory, Instant now) {
    this.memory = memory;
    this.recordsByFile = Multimaps.index(memory.records().values(), ResourceRecord::file);
    this.now = now;
  }

  static DirectoryMemory settle(DirectoryMemory memory, Instant now) {
    return memory.withFiles(new Settling(memory, now).files());
  }

  private ImmutableSortedMap<String, FileMemory> files() {
    ImmutableSortedMap.Builder<String, FileMemory> files = ImmutableSortedMap.naturalOrder();
    memory
        .files()
        .forEach((path, file) -> {
          if (!file.isGone(now)) {
            files.put(path, settle(path, file));
          }
        });
    return files.buildOrThrow();
  }

  private FileMemory settle(String path, FileMemory file) {
    return file.read()
        .filter(reading -> file.unchangedFor(quiet(path, file, reading), now))
        .map(reading -> file.count(reading, memory.look().branch()))
        .orElse(file);
  }

  private Duration quiet(String path, FileMemory file, Reading reading) {
    return file.isShorterThanCounted(reading) || losesSomething(path, reading)
        ? FileMemory.QUIET_WHEN_LESS
        : FileMemory.QUIET;
  }

  private boolean losesSomething(String path, Reading reading) {
    Sightings next = Sightings.of(ImmutableSortedMap.of(path, onlyWith(reading)));
    return recordsByFile.get(path).stream()
        .anyMatch(record ->
            next.readable().get(record.name()).stream()
                .map(Sighting::declared)
                .anyMatch(record.declared()::losesSomethingIn));
  }

  private FileMemory onlyWith(Reading reading) {
    return FileMemory.unseen(Optional.empty(), now)
        .seen(Optional.of(reading.fingerprint()), now)
        .count(reading, Optional.empty());
  }
}
