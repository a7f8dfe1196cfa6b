package io.vpcmesh.standalone;

import java.time.Instant;

/**
 * Whose state a directory holds.
 *
 * @param format of the files beside it
 * @param id part of every mark of ownership in AWS; never changes
 */
record Installation(int format, String id, Instant createdAt) {

  /** The format that this version reads and writes. */
  static final int FORMAT = 1;
}
