package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;

/** How far an object is that was seen. */
record ObjectVersion(String uid, long generation, boolean deleting) {

  static ObjectVersion of(HasMetadata object) {
    return new ObjectVersion(
        object.getMetadata().getUid(),
        Objects.requireNonNullElse(object.getMetadata().getGeneration(), 0L),
        object.isMarkedForDeletion());
  }

  /** Whether it says more than what was seen before; a memory may be a little late. */
  boolean isNewsTo(ObjectVersion seen) {
    return !uid.equals(seen.uid) || generation > seen.generation || (deleting && !seen.deleting);
  }
}
