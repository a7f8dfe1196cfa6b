package io.vpcmesh.standalone.directory;

import java.util.Optional;

/**
 * A record as it is from now on.
 *
 * @param trouble why the newest declaration isn't the one in force
 */
record Kept(ResourceRecord record, Optional<String> trouble) {

  static Kept well(ResourceRecord record) {
    return new Kept(record, Optional.empty());
  }

  static Kept despite(String trouble, ResourceRecord record) {
    return new Kept(record, Optional.of(trouble));
  }
}
