package io.vpcmesh.cloud;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.OperationId;
import java.util.Optional;

/**
 * An asynchronous operation as GetOperation shows it.
 *
 * @param error code and message, when it failed
 * @param targets what it was about: NAMESPACE, SERVICE or INSTANCE and their ids
 */
public record Operation(
    OperationId id, Status status, Optional<String> error, ImmutableMap<String, String> targets) {

  /** The states of an operation, spelled as AWS does. */
  public enum Status {
    SUBMITTED,
    PENDING,
    SUCCESS,
    FAIL
  }
}
