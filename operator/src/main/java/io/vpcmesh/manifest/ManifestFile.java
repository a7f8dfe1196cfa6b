package io.vpcmesh.manifest;

import com.google.common.collect.ImmutableList;

/** What one file holds: its documents in their order, the broken ones in their place. */
public record ManifestFile(String name, ImmutableList<ManifestDocument> documents) {

  /** All faults of the file; empty when every document was read. */
  public ImmutableList<ManifestProblem> problems() {
    return documents.stream()
        .flatMap(document -> document.problems().stream())
        .collect(ImmutableList.toImmutableList());
  }
}
