package io.vpcmesh.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.vpcmesh.api.v1alpha1.ResourceJson;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.Resource;
import io.vpcmesh.topology.TopologyEvent;
import io.vpcmesh.topology.TopologyEvent.EndpointSeen;
import io.vpcmesh.topology.TopologyEvent.EndpointUnreadable;
import io.vpcmesh.topology.TopologyEvent.MeshSeen;
import io.vpcmesh.topology.TopologyEvent.MeshUnreadable;
import io.vpcmesh.topology.TopologyEvent.NamespaceSeen;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What objects of the API server declare. */
final class Declared {

  private static final String PREFIX = "vpcmesh.io/";
  private static final ObjectMapper JSON = ResourceJson.mapper();

  private Declared() {}

  static ObjectRef ref(HasMetadata object) {
    return new ObjectRef(object.getMetadata().getNamespace(), object.getMetadata().getName());
  }

  static TopologyEvent event(RawMesh mesh) {
    return read(mesh, mesh.getSpec(), ServiceMeshSpec.class, MeshSeen::new, MeshUnreadable::new);
  }

  static TopologyEvent event(RawEndpoint endpoint) {
    return read(
        endpoint,
        endpoint.getSpec(),
        ServiceEndpointSpec.class,
        EndpointSeen::new,
        EndpointUnreadable::new);
  }

  static TopologyEvent event(Namespace namespace) {
    return new NamespaceSeen(
        namespace.getMetadata().getName(), copy(namespace.getMetadata().getLabels()));
  }

  private static <S> TopologyEvent read(
      HasMetadata object,
      JsonNode spec,
      Class<S> type,
      Function<Resource<S>, TopologyEvent> seen,
      BiFunction<Resource<S>, Problem, TopologyEvent> unread) {
    try {
      return seen.apply(resource(object, JSON.treeToValue(spec, type)));
    } catch (JsonProcessingException | IllegalArgumentException unreadable) {
      // What is to be deleted goes, whatever it says; the journal knows what there is.
      Resource<S> known = resource(object, nothing(type));
      return object.isMarkedForDeletion()
          ? seen.apply(known)
          : unread.apply(known, new Problem(Reason.InvalidSpec, message(unreadable)));
    }
  }

  private static <S> S nothing(Class<S> type) {
    return JSON.convertValue(JsonNodeFactory.instance.objectNode(), type);
  }

  private static <S> Resource<S> resource(HasMetadata object, S spec) {
    ObjectMeta metadata = object.getMetadata();
    return new Resource<>(
        ref(object),
        metadata.getUid(),
        Optional.ofNullable(metadata.getGeneration()).orElse(0L),
        Instant.parse(metadata.getCreationTimestamp()),
        object.isMarkedForDeletion(),
        ours(metadata),
        spec);
  }

  private static String message(Exception unreadable) {
    String what =
        unreadable instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : String.valueOf(unreadable.getMessage());
    return "spec cannot be read by this version of the operator: " + what;
  }

  /** Other tools annotate, too, and change their minds: that is no news for the engine. */
  private static ImmutableMap<String, String> ours(ObjectMeta metadata) {
    Map<String, String> ours =
        new HashMap<>(
            Maps.filterKeys(copy(metadata.getAnnotations()), name -> name.startsWith(PREFIX)));
    ours.remove(Resource.CHANGED_BY);
    LastWriter.of(metadata).ifPresent(name -> ours.put(Resource.CHANGED_BY, name));
    return ImmutableMap.copyOf(ours);
  }

  private static ImmutableMap<String, String> copy(@Nullable Map<String, String> map) {
    return map == null ? ImmutableMap.of() : ImmutableMap.copyOf(map);
  }
}
