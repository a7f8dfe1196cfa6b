package io.vpcmesh.standalone.directory;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/** The things that no file declares any more and that nobody has pruned. */
public record Orphans(ImmutableList<ResourceRecord> records) {

  private static final int HASH_LENGTH = 12;

  public static Orphans among(Collection<ResourceRecord> records) {
    return new Orphans(
        records.stream()
            .filter(ResourceRecord::isPrunable)
            .sorted(Comparator.comparing(ResourceRecord::name))
            .collect(toImmutableList()));
  }

  /** Stands for exactly this list: what a person saw is what is pruned. */
  public String hash() {
    String list =
        records.stream()
            .map(record -> record.name() + " " + record.uid() + " " + record.orphaned())
            .collect(Collectors.joining("\n"));
    return Hashing.sha256()
        .hashString(list, StandardCharsets.UTF_8)
        .toString()
        .substring(0, HASH_LENGTH);
  }

  boolean isEmpty() {
    return records.isEmpty();
  }
}
