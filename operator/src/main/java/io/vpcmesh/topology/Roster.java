package io.vpcmesh.topology;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Multiset;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which endpoints name a mesh, and which are in a namespace. */
final class Roster {

  private final Map<EndpointKey, MeshId> meshOf = new HashMap<>();
  private final Map<MeshId, Members> members = new HashMap<>();
  private final Map<String, SortedSet<EndpointKey>> inNamespace = new HashMap<>();

  /** Puts an endpoint where it belongs now; answers the meshes that lost or won it. */
  ImmutableSet<MeshId> enroll(EndpointKey key, Optional<MeshId> mesh) {
    Optional<MeshId> before = Optional.ofNullable(meshOf.get(key));
    if (before.equals(mesh)) {
      return ImmutableSet.of();
    }
    before.ifPresent(left -> leave(key, left));
    mesh.ifPresent(joined -> join(key, joined));
    ImmutableSet.Builder<MeshId> changed = ImmutableSet.builder();
    before.ifPresent(changed::add);
    mesh.ifPresent(changed::add);
    return changed.build();
  }

  ImmutableSortedSet<EndpointKey> of(MeshId mesh) {
    Members known = members.get(mesh);
    return known == null ? ImmutableSortedSet.of() : ImmutableSortedSet.copyOf(known.keys);
  }

  ImmutableSortedSet<EndpointKey> in(String namespace) {
    SortedSet<EndpointKey> known = inNamespace.get(namespace);
    return known == null ? ImmutableSortedSet.of() : ImmutableSortedSet.copyOf(known);
  }

  int endpoints(MeshId mesh) {
    Members known = members.get(mesh);
    return known == null ? 0 : known.keys.size();
  }

  int namespaces(MeshId mesh) {
    Members known = members.get(mesh);
    return known == null ? 0 : known.namespaces.elementSet().size();
  }

  private void join(EndpointKey key, MeshId mesh) {
    String namespace = key.ref().namespace();
    meshOf.put(key, mesh);
    members.computeIfAbsent(mesh, _ -> new Members()).join(key);
    inNamespace.computeIfAbsent(namespace, _ -> new TreeSet<>()).add(key);
  }

  private void leave(EndpointKey key, MeshId mesh) {
    meshOf.remove(key);
    members.computeIfPresent(mesh, (_, left) -> left.leave(key).isEmpty() ? null : left);
    inNamespace.computeIfPresent(
        key.ref().namespace(), (_, keys) -> keys.remove(key) && keys.isEmpty() ? null : keys);
  }

  /** The endpoints of one mesh, with a count for each namespace so that nobody has to count. */
  private static final class Members {

    private final SortedSet<EndpointKey> keys = new TreeSet<>();
    private final Multiset<String> namespaces = HashMultiset.create();

    void join(EndpointKey key) {
      keys.add(key);
      namespaces.add(key.ref().namespace());
    }

    SortedSet<EndpointKey> leave(EndpointKey key) {
      keys.remove(key);
      namespaces.remove(key.ref().namespace());
      return keys;
    }
  }
}
