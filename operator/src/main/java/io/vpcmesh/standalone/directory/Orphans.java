package io.vpcmesh.standalone.directory;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Multimaps;
import com.google.common.hash.Hashing;
import io.vpcmesh.standalone.directory.ManifestName.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The things that no file declares any more and that nobody has pruned.
 *
 * @param leavers by vanished namespace, the endpoints in it that leave their mesh without its
 *     labels, or may leave it
 */
public record Orphans(
    ImmutableList<ResourceRecord> records,
    ImmutableListMultimap<ManifestName, ManifestName> leavers) {

  private static final int HASH_LENGTH = 12;

  public static Orphans among(Collection<ResourceRecord> records) {
    ImmutableList<ResourceRecord> orphans =
        records.stream()
            .filter(ResourceRecord::isPrunable)
            .sorted(Comparator.comparing(ResourceRecord::name))
            .collect(toImmutableList());
    ImmutableSet<ManifestName> namespaces =
        orphans.stream()
            .map(ResourceRecord::name)
            .filter(name -> name.kind() == Kind.NAMESPACE)
            .collect(toImmutableSet());
    return new Orphans(
        orphans,
        Multimaps.index(
            Leavers.with(namespaces, records),
            leaver -> ManifestName.namespace(leaver.namespace())));
  }

  /** The endpoints in a namespace, whatever their state. */
  static Stream<ManifestName> endpointsIn(
      ManifestName namespace, Collection<ResourceRecord> records) {
    return records.stream()
        .map(ResourceRecord::name)
        .filter(name -> name.kind() == Kind.ENDPOINT)
        .filter(name -> name.namespace().equals(namespace.name()))
        .sorted();
  }

  /** Stands for exactly this list: what a person saw is what is pruned. */
  public String hash() {
    String list =
        records.stream()
            .map(record -> record.name() + " " + record.uid() + " " + record.orphaned())
            .collect(Collectors.joining("\n"));
    String losses = leavers.isEmpty() ? "" : "\n" + leavers;
    return Hashing.sha256()
        .hashString(list + losses, StandardCharsets.UTF_8)
        .toString()
        .substring(0, HASH_LENGTH);
  }

  boolean isEmpty() {
    return records.isEmpty();
  }
}
