package io.vpcmesh.standalone.directory;

import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of a declared thing over restarts: what an API server would keep.
 *
 * @param createdAt when it was first seen
 * @param generation one more with each change of what is declared
 * @param file where the declaration in force stands
 * @param annotations as declared
 * @param verbs annotations that a person set through the command line
 * @param declared the last declaration that could be read
 * @param orphaned present when no file declares it any more
 * @param deleting it was pruned and waits for the engine to clean up
 */
public record ResourceRecord(
    ManifestName name,
    String uid,
    Instant createdAt,
    long generation,
    String file,
    ImmutableMap<String, String> annotations,
    ImmutableMap<String, String> verbs,
    Declaration declared,
    Optional<Orphaned> orphaned,
    boolean deleting) {

  /**
   * No file declares the thing any more.
   *
   * @param branch on which it was last declared
   */
  public record Orphaned(Instant since, Optional<String> branch) {}

  public ResourceRecord {
    if (declared.kind() != name.kind()) {
      throw new IllegalArgumentException(name + " is declared as a " + declared.kind());
    }
  }

  static ResourceRecord first(Sighting sighting, String uid, Instant now) {
    return new ResourceRecord(
        sighting.name(),
        uid,
        now,
        1,
        sighting.place().file(),
        sighting.annotations(),
        ImmutableMap.of(),
        sighting.declared(),
        Optional.empty(),
        false);
  }

  ResourceRecord seen(Sighting sighting) {
    return new ResourceRecord(
        name,
        uid,
        createdAt,
        sighting.declared().equals(declared) ? generation : generation + 1,
        sighting.place().file(),
        sighting.annotations(),
        verbs,
        sighting.declared(),
        Optional.empty(),
        false);
  }

  ResourceRecord orphaned(Orphaned how) {
    return new ResourceRecord(
        name,
        uid,
        createdAt,
        generation,
        file,
        annotations,
        verbs,
        declared,
        Optional.of(how),
        deleting);
  }

  ResourceRecord pruned() {
    return new ResourceRecord(
        name, uid, createdAt, generation, file, annotations, verbs, declared, orphaned, true);
  }

  ResourceRecord withVerbs(ImmutableMap<String, String> next) {
    return new ResourceRecord(
        name, uid, createdAt, generation, file, annotations, next, declared, orphaned, deleting);
  }

  /** Whether it waits for a person, or for the rule, to prune it. */
  public boolean isPrunable() {
    return orphaned.isPresent() && !deleting;
  }
}
