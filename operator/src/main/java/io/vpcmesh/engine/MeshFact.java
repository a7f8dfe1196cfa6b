package io.vpcmesh.engine;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.engine.EndpointJournal.Home;
import io.vpcmesh.topology.Mesh;
import java.util.Optional;

/** What a mesh's passes publish for its endpoints. */
sealed interface MeshFact {

  /** The same, as it would be under another revision of the mesh. */
  default MeshFact under(Mesh other) {
    return switch (this) {
      case Ready ready ->
          new Ready(other, ready.home(), ready.namespaceArn(), ready.tags(), ready.observed());
      case Planned _ -> new Planned(other);
      case NotReady _, Barred _ -> this;
    };
  }

  /** Why nothing can be done for the endpoints, if so. */
  default Optional<String> hindrance() {
    return switch (this) {
      case NotReady(String why) -> Optional.of(why);
      case Barred(String why) -> Optional.of(why);
      case Ready _, Planned _ -> Optional.empty();
    };
  }

  /** The namespace is there. */
  record Ready(
      Mesh mesh,
      Home home,
      String namespaceArn,
      ImmutableMap<String, String> tags,
      boolean observed)
      implements MeshFact {}

  /** The namespace is only planned: nothing may be written, but plans can be made. */
  record Planned(Mesh mesh) implements MeshFact {}

  /** Not yet, or not at all. */
  record NotReady(String why) implements MeshFact {}

  /**
   * The credentials belong to another account than the mesh's, as far as is known: nothing may be
   * written, and that something is not found means nothing.
   */
  record Barred(String why) implements MeshFact {}
}
