package io.vpcmesh.e2e.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.io.IOException;

/** The records of every API server of the run. */
public record Audits(ImmutableList<Audit> each) {

  /** Every object as it was after its status had been written under that name. */
  public ImmutableList<JsonNode> statuses(String fieldManager) throws IOException {
    ImmutableList.Builder<JsonNode> statuses = ImmutableList.builder();
    for (Audit audit : each) {
      statuses.addAll(audit.statuses(fieldManager));
    }
    return statuses.build();
  }
}
