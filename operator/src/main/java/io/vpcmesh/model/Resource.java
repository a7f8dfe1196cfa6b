package io.vpcmesh.model;

import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.Map;

/**
 * A declared resource as its driver received it. The core never sees a Kubernetes object.
 *
 * @param deleting somebody asked for its deletion and it waits for us to clean up
 */
public record Resource<S>(
    ObjectRef ref,
    String uid,
    long generation,
    Instant createdAt,
    boolean deleting,
    ImmutableMap<String, String> annotations,
    S spec) {

  /** Set by a driver: who wrote the spec last. */
  public static final String CHANGED_BY = "vpcmesh.io/changed-by";

  public Resource {
    annotations = ImmutableMap.copyOf(annotations);
  }

  /** Who wrote the spec last; empty when that is not known. */
  public String changedBy() {
    return annotations.getOrDefault(CHANGED_BY, "");
  }

  /** The same resource, asked to go away. */
  public Resource<S> deletionRequested() {
    return new Resource<>(ref, uid, generation, createdAt, true, annotations, spec);
  }

  /** The same resource with another spec, one generation on. */
  public Resource<S> respecified(S next) {
    return new Resource<>(ref, uid, generation + 1, createdAt, deleting, annotations, next);
  }

  /** The same resource with other annotations. */
  public Resource<S> annotated(Map<String, String> next) {
    return new Resource<>(
        ref, uid, generation, createdAt, deleting, ImmutableMap.copyOf(next), spec);
  }
}
