package io.vpcmesh.standalone.directory;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.time.Instant;

/**
 * What is remembered of the directory itself over restarts.
 *
 * @param pruned when resources were pruned without asking, as far as the budget looks back
 */
public record DirectoryRecord(
    ImmutableSortedMap<String, CountedFile> files, ImmutableList<Instant> pruned) {

  /** Of a directory that was never looked at. */
  public static final DirectoryRecord NOTHING =
      new DirectoryRecord(ImmutableSortedMap.of(), ImmutableList.of());
}
