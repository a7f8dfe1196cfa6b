package io.vpcmesh.standalone;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import io.vpcmesh.standalone.directory.DirectoryDecision;
import io.vpcmesh.standalone.directory.Fingerprint;
import io.vpcmesh.standalone.directory.Look;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Which manifest files the daemon has taken in. It is told to others, and never read by the daemon
 * itself.
 *
 * @param directory where the files are, as the daemon was told
 * @param files those whose content counts, as they look since then
 * @param awaited those of which that is not so yet
 * @param troubles why the newest declaration of a thing is not the one in force, by its name
 */
record TakenIn(
    String directory,
    ImmutableSortedMap<String, Fingerprint> files,
    ImmutableSortedSet<String> awaited,
    ImmutableSortedMap<String, String> troubles) {

  static TakenIn of(Path directory, DirectoryDecision decision) {
    ImmutableSortedMap.Builder<String, String> troubles = ImmutableSortedMap.naturalOrder();
    decision.troubles().forEach((name, trouble) -> troubles.put(name.toString(), trouble));
    return new TakenIn(
        directory.toAbsolutePath().toString(),
        decision.memory().taken(),
        decision.memory().notTaken(),
        troubles.buildOrThrow());
  }

  /** As it looks now; a directory that cannot be seen from here looks like no other. */
  Look look() {
    try {
      return new ManifestDirectory(Path.of(directory)).look();
    } catch (InvalidPathException _) {
      return new Look.Unavailable(directory);
    }
  }

  /** The files that are not taken in as they look; gone and new ones are among them. */
  ImmutableSortedSet<String> unlike(Look look) {
    Set<String> others =
        switch (look) {
          case Look.Listed listed ->
              Sets.filter(
                  Sets.union(files.keySet(), listed.files().keySet()),
                  name ->
                      !Optional.ofNullable(files.get(name))
                          .equals(Optional.ofNullable(listed.files().get(name))));
          case Look.Unavailable _ -> ImmutableSet.of();
        };
    return ImmutableSortedSet.copyOf(Sets.union(awaited, others));
  }
}
