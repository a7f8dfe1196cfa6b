package io.vpcmesh.topology;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Resolves every reference from one namespace to another, and asks for consent. */
final class References {

  /** The label that Kubernetes gives to each namespace by itself. */
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  private static final Joiner.MapJoiner LABELS = Joiner.on(", ").withKeyValueSeparator("=");

  private final Map<MeshId, MeshFacts> meshes = new HashMap<>();
  private final Map<String, ImmutableMap<String, String>> labels = new HashMap<>();

  /** Takes note of a mesh, or of its absence; answers whether that is new. */
  boolean note(MeshId id, Optional<MeshFacts> facts) {
    Optional<MeshFacts> before =
        Optional.ofNullable(
            facts.isPresent() ? meshes.put(id, facts.orElseThrow()) : meshes.remove(id));
    return !before.equals(facts);
  }

  /** Takes note of a namespace's labels; answers whether they are new. */
  boolean note(String namespace, Map<String, String> seen) {
    Map<String, String> all = new TreeMap<>(seen);
    all.put(NAME_LABEL, namespace);
    ImmutableMap<String, String> now = ImmutableSortedMap.copyOf(all);
    return !now.equals(labels.put(namespace, now));
  }

  /** Where an endpoint of this namespace stands with a mesh. */
  Placement resolve(String namespace, MeshId id) {
    MeshFacts mesh = meshes.get(id);
    if (mesh == null) {
      return Placement.missing(
          new Problem(
              Reason.MeshNotFound,
              "spec.meshRef: there is no %s: create it, or name another".formatted(id)));
    }
    if (mesh.accepted().isEmpty() && mesh.declared().isPresent()) {
      return Placement.early(mesh);
    }
    if (mesh.accepted().isEmpty()) {
      return Placement.unknown(
          mesh,
          new Problem(
              Reason.MeshNotFound,
              "spec.meshRef: %s never had a valid spec: see its conditions".formatted(id)));
    }
    if (namespace.equals(id.ref().namespace())) {
      return Placement.allowed(mesh);
    }
    return mesh.lettingIn().stream()
        .map(of -> place(namespace, mesh, of))
        .reduce(References::wider)
        .orElseThrow();
  }

  private Placement place(String namespace, MeshFacts mesh, Mesh of) {
    return of.members()
        .map(selector -> select(namespace, mesh, selector))
        .orElseGet(() -> Placement.refused(mesh, ownNamespaceOnly(namespace, mesh.id())));
  }

  /** Whoever is taken by one of two revisions is taken. */
  private static Placement wider(Placement one, Placement other) {
    return one.admission().compareTo(other.admission()) <= 0 ? one : other;
  }

  /** The labels of a namespace, as far as they are known. */
  Optional<ImmutableMap<String, String>> labels(String namespace) {
    return Optional.ofNullable(labels.get(namespace));
  }

  /**
   * Whether a selector picks a namespace; empty when nobody can tell without more labels. Without
   * any the name alone may decide.
   */
  static Optional<Boolean> selects(
      LabelSelector selector, String namespace, Optional<ImmutableMap<String, String>> known) {
    if (known.isPresent()) {
      return Optional.of(selector.matches(known.orElseThrow()));
    }
    if (!selector.about(NAME_LABEL::equals).matches(ImmutableMap.of(NAME_LABEL, namespace))) {
      return Optional.of(false);
    }
    return selector.about(key -> !key.equals(NAME_LABEL)).isEmpty()
        ? Optional.of(true)
        : Optional.empty();
  }

  private Placement select(String namespace, MeshFacts mesh, LabelSelector selector) {
    Optional<ImmutableMap<String, String>> known = labels(namespace);
    Optional<Boolean> selected = selects(selector, namespace, known);
    if (selected.isEmpty()) {
      return Placement.unknown(mesh, labelsUnknown(namespace, mesh, selector));
    }
    return selected.orElseThrow()
        ? Placement.allowed(mesh)
        : Placement.refused(
            mesh,
            notSelected(
                namespace,
                known.orElseGet(() -> ImmutableMap.of(NAME_LABEL, namespace)),
                mesh,
                selector));
  }

  private static Problem ownNamespaceOnly(String namespace, MeshId id) {
    return new Problem(
        Reason.NotAllowedByMesh,
        "%s takes endpoints of its own namespace only, not of %s: let its spec.members.namespaceSelector select %s"
            .formatted(id, namespace, namespace));
  }

  private static Problem notSelected(
      String namespace, Map<String, String> labels, MeshFacts mesh, LabelSelector selector) {
    return new Problem(
        Reason.NotAllowedByMesh,
        "%s does not take endpoints of namespace %s: its labels {%s} do not match the selector %s: change one of them"
            .formatted(mesh.id(), namespace, LABELS.join(labels), selector));
  }

  private static Problem labelsUnknown(String namespace, MeshFacts mesh, LabelSelector selector) {
    return new Problem(
        Reason.NotAllowedByMesh,
        "%s selects namespaces by %s, and the labels of namespace %s are not known: declare the Namespace"
            .formatted(mesh.id(), selector, namespace));
  }
}
