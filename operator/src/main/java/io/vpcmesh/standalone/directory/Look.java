package io.vpcmesh.standalone.directory;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Optional;

/** The manifest directory at one moment. */
public sealed interface Look {

  /**
   * It could be listed.
   *
   * @param files the manifest files, by path below the directory
   * @param head what is checked out, when the directory belongs to a Git work tree
   */
  record Listed(ImmutableSortedMap<String, Fingerprint> files, Optional<GitHead> head)
      implements Look {}

  /** It is not there or cannot be read. */
  record Unavailable(String why) implements Look {}

  default ImmutableSortedMap<String, Fingerprint> visible() {
    return switch (this) {
      case Listed(ImmutableSortedMap<String, Fingerprint> files, _) -> files;
      case Unavailable _ -> ImmutableSortedMap.of();
    };
  }

  default Optional<String> branch() {
    return switch (this) {
      case Listed(_, Optional<GitHead> head) -> head.map(GitHead::branch);
      case Unavailable _ -> Optional.empty();
    };
  }
}
