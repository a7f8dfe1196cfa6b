package io.vpcmesh.registry.apply;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.NamespaceId;
import java.time.Instant;
import java.util.Optional;

/**
 * For whom and where a change is made.
 *
 * @param endpoint whose deletions are budgeted; absent for a change of the mesh itself
 * @param namespace absent as long as there is none
 * @param tags of the mesh, put on everything that is created
 * @param at when the change was decided; tells one registration from the next
 */
public record Site(
    Identity identity,
    Optional<EndpointKey> endpoint,
    Optional<NamespaceId> namespace,
    ImmutableMap<String, String> tags,
    Instant at) {

  /** Tags for a new object: the mesh's, and over them our marks. */
  ImmutableMap<String, String> allTags() {
    return ImmutableMap.<String, String>builder()
        .putAll(tags)
        .putAll(identity.marks())
        .buildKeepingLast();
  }
}
